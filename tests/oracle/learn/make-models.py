#!/usr/bin/env python3
# make-models.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes values-python-models.csv beside it, of the cohort that make-values.R made:
  /usr/bin/python3 make-models.py
Debian: python3-sklearn python3-pandas."""

import csv

import numpy
import sklearn
from sklearn.covariance import ledoit_wolf
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

SOURCE = f"scikit-learn {sklearn.__version__}"


def read():
  with open("cohort.csv", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
  column = lambda name: numpy.array([float(row[name]) for row in rows])
  return column("label"), column("number"), column("weight"), numpy.column_stack([column(f"x{i + 1}") for i in range(6)])


def grow(make, x, y, weights):
  """Of several orders of columns, which all give the same tree: there are no ties."""
  trees = [make(seed).fit(x, y, sample_weight=weights) for seed in range(20)]
  say = [tree.predict_proba(x)[:, 1] if hasattr(tree, "predict_proba") else tree.predict(x) for tree in trees]
  assert all(numpy.allclose(say[0], other, rtol=1e-12, atol=0) for other in say)
  return say[0]


def discriminate(x, label):
  """Log odds of normal distributions, the correlations of whose one covariance are shrunk."""
  means = [x[label == k].mean(axis=0) for k in (0, 1)]
  rest = x - numpy.array([means[int(k)] for k in label])
  spreads = numpy.sqrt((rest ** 2).mean(axis=0))
  shrunk, part = ledoit_wolf(rest / spreads, assume_centered=True)
  assert 0.01 < part < 0.99
  covariance = shrunk * numpy.outer(spreads, spreads) * len(x) / (len(x) - 2)
  slope = numpy.linalg.solve(covariance, means[1] - means[0])
  return (x - (means[0] + means[1]) / 2) @ slope + numpy.log(label.mean() / (1 - label.mean()))


def main():
  label, number, weight, x = read()
  values = {
    "tree/classes": grow(lambda s: DecisionTreeClassifier(max_depth=3, random_state=s), x, label, None),
    "tree/weights": grow(lambda s: DecisionTreeClassifier(max_depth=4, min_samples_leaf=9, random_state=s), x, label, weight),
    "tree/numbers": grow(lambda s: DecisionTreeRegressor(max_depth=4, min_samples_leaf=3, random_state=s), x, number, None),
    "lda/ledoit-wolf": discriminate(x, label),
  }
  with open("values-python-models.csv", "w", encoding="utf-8", newline="\n") as file:
    file.write("name,value,source\n")
    for name, rows in values.items():
      for row, value in enumerate(rows):
        file.write(f"{name}/{row},{value:.17g},{SOURCE}\n")


if __name__ == "__main__":
  main()
