"""The shipped classifiers: what users call, and that they hold what they promise."""

import numpy as np
import pandas as pd
import pytest

from analysis import topics
from analysis.errors import InputError
from analysis.gold import read_gold
from analysis.topics.confidence import Confidence
from analysis.topics.storing import save_classifier, save_news_classifier

EXAMPLES = {
    "sport": "La gardienne arrête deux tirs au but et son équipe file en finale de la Coupe",
    "weather": "Vigilance orange : des rafales de vent et des averses de neige attendues mardi",
    "education": "La rentrée scolaire repoussée d'une semaine dans les lycées faute d'enseignants",
    "religion": "L'évêque célèbre la messe de Pâques devant des milliers de fidèles",
    "labour": "Les syndicats déposent un préavis de grève contre les licenciements à l'usine",
    "health": "Un vaccin contre le paludisme bientôt dans les hôpitaux de la capitale",
    "conflict": "Des rebelles armés attaquent une base militaire malgré le cessez-le-feu",
}


@pytest.fixture(scope="module")
def model():
    return topics.load_classifier()


def test_classes_are_the_17_codes(model):
    assert list(model.classes_) == [topic.code for topic in topics.media_topics()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_recognises_headlines(model, name):
    assert model.predict([EXAMPLES[name]]).tolist() == [topics.code_of(name)]


def test_probabilities_sum_to_one_for_any_text(model):
    texts = ["", "?", "mot", EXAMPLES["sport"], "zzz " * 5000]
    chances = model.predict_proba(texts)
    assert chances.shape == (5, 17)
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert (chances >= 0).all()


def test_no_texts_give_no_rows(model):
    assert model.predict_proba([]).shape == (0, 17)


def test_probabilities_do_not_depend_on_the_other_texts(model):
    texts = list(EXAMPLES.values())
    together = model.predict_proba(texts)
    alone = np.vstack([model.predict_proba([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_reads_a_table_as_it_reads_texts(model):
    table = pd.DataFrame({"title": ["Crue de la Vesle"], "text": ["L'eau monte dans les caves."]})
    text = "Crue de la Vesle\nL'eau monte dans les caves."
    np.testing.assert_array_equal(model.predict_proba(table), model.predict_proba([text]))


def test_knows_our_own_articles(model, repository):
    articles = read_gold(repository / "seeds" / "depeches")
    best = model.predict([article.text for article in articles])
    right = [code in map(topics.code_of, article.topics) for code, article in zip(best, articles, strict=True)]
    assert np.mean(right) > 0.9


def test_best_topic_stays_best_under_calibration():
    chances = np.random.default_rng(0).dirichlet(np.full(17, 0.3), size=200)
    calibrated = Confidence(0.5, -1.0).apply(chances)
    np.testing.assert_array_equal(chances.argmax(axis=1), calibrated.argmax(axis=1))
    np.testing.assert_allclose(calibrated.sum(axis=1), 1)


def test_five_classes():
    model = topics.load_news_classifier()
    assert model.classes_.tolist() == ["business", "health", "politics", "sports", "technology"]
    headlines = [EXAMPLES["sport"], EXAMPLES["health"], "Le président dissout l'Assemblée nationale"]
    assert model.predict(headlines).tolist() == ["sports", "health", "politics"]


def test_saved_classifiers_come_back_the_same(tmp_path, model):
    texts = list(EXAMPLES.values())
    save_classifier(model, tmp_path / "topics.npz")
    again = topics.load_classifier(tmp_path / "topics.npz")
    np.testing.assert_array_equal(again.predict_proba(texts), model.predict_proba(texts))
    five = topics.load_news_classifier()
    save_news_classifier(five, tmp_path / "five.npz")
    np.testing.assert_array_equal(
        topics.load_news_classifier(tmp_path / "five.npz").predict_proba(texts), five.predict_proba(texts)
    )


def test_same_data_same_bytes(tmp_path, repository):
    articles = read_gold(repository / "seeds" / "depeches")[:30]
    for name in ("one.npz", "two.npz"):
        fitted = topics.MediaTopicClassifier().fit([a.text for a in articles], [a.topics for a in articles])
        save_classifier(fitted, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_unknown_topic_and_unequal_lengths_are_refused():
    with pytest.raises(InputError, match="no topic"):
        topics.MediaTopicClassifier().fit(["Un match"], [["football"]])
    with pytest.raises(InputError, match="1 articles but topics of 2"):
        topics.MediaTopicClassifier().fit(["Un match"], [["sport"], ["sport"]])


def test_training_reads_the_shared_data_without_copies(shared):
    from analysis.topics.training import read_leads, read_news

    news, leads = read_news(shared), read_leads(shared)
    assert {"title", "text", "category"} <= set(news.columns)
    assert not set(news["title"]) & set(leads["title"])


def test_training_without_data_says_which_file_is_missing(tmp_path, repository):
    with pytest.raises(InputError, match="gold"):
        topics.train(tmp_path, seeds=repository / "seeds", output=tmp_path)
