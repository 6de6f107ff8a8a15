"""Stretches: sentences joined where a quotation of several sentences stands in a longer one."""
