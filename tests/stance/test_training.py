import numpy as np
import pytest

from analysis.gold import read_gold
from analysis.stance.calibration import calibration_error, fit_temperature, heat
from analysis.stance.training import held_out_probabilities, stance_frame

CLASSES = ["against", "favour"]


def test_temperature_mends_overconfidence():
    generator = np.random.default_rng(0)
    first = generator.uniform(0.2, 0.8, 4000)
    labels = [CLASSES[int(value)] for value in generator.uniform(size=4000) > first]
    overconfident = heat(np.column_stack([first, 1 - first]), 0.5)
    temperature = fit_temperature(overconfident, labels, CLASSES)
    assert 1.7 < temperature <= 2
    mended = heat(overconfident, temperature)
    assert calibration_error(mended, labels, CLASSES) < calibration_error(overconfident, labels, CLASSES) / 2


def test_held_out_rows_are_judged_by_others():
    frame = stance_frame(read_gold("seeds/depeches")[:10])
    seen = []

    class Constant:
        def fit(self, known, labels):
            self.known = set(known["document_id"])
            return self

        def predict_proba(self, rows):
            seen.append(self.known & set(rows["document_id"]))
            return np.full((len(rows), 3), 1 / 3)

    assert held_out_probabilities(frame, frame["document_id"], make=Constant).sum() == pytest.approx(len(frame))
    assert not any(seen)
