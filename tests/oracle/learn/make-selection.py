#!/usr/bin/env python3
# make-selection.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes values-python-selection.csv beside it, of the cohort that make-values.R made:
  /usr/bin/python3 make-selection.py
Debian: python3-sklearn. mRMR and clusters are written out here, after their papers and rules."""

import csv

import numpy
import scipy
import sklearn
from scipy.stats import f_oneway, rankdata
from sklearn.covariance import EmpiricalCovariance, LedoitWolf
from sklearn.decomposition import PCA
from sklearn.feature_selection import RFE
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import mutual_info_score

SKLEARN = f"scikit-learn {sklearn.__version__}"
SCIPY = f"SciPy {scipy.__version__}"
values = []


def say(name, value, source):
  values.append((name, repr(float(value)), source))


def say_set(name, chosen, source):
  say(f"{name}/n", len(chosen), source)
  for i, column in enumerate(sorted(chosen)):
    say(f"{name}/{i}", column + 1, source)


def read():
  with open("cohort.csv", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
  column = lambda name: numpy.array([float(row[name]) for row in rows])
  return column("label"), column("number"), numpy.column_stack([column(f"x{i + 1}") for i in range(120)])


label, number, raw = read()
x = (raw - raw.mean(axis=0)) / raw.std(axis=0)

# Elimination
for name, step in (("one", 1), ("part", 0.15)):
  logistic = LogisticRegression(C=1.0, tol=1e-9, max_iter=10000)
  say_set(f"rfe/logistic/{name}", numpy.flatnonzero(RFE(logistic, n_features_to_select=8, step=step).fit(x, label).support_),
          SKLEARN)
  ridge = Ridge(alpha=2.0)
  say_set(f"rfe/ridge/{name}", numpy.flatnonzero(RFE(ridge, n_features_to_select=8, step=step).fit(x, number).support_),
          SKLEARN)

# Components: their signs are arbitrary.
for name, columns in (("tall", 12), ("wide", 120)):
  fit = PCA(n_components=0.8, svd_solver="full").fit(x[:, :columns])
  say(f"pca/{name}/n", fit.n_components_, SKLEARN)
  for k in range(5):
    for c in (0, 5, 11):
      say(f"pca/{name}/{k}/{c}", abs(fit.components_[k, c]), SKLEARN)

# Distances
for name, columns, model in (("plain", 12, EmpiricalCovariance()), ("shrunk", 120, LedoitWolf())):
  distances = numpy.sqrt(model.fit(x[:, :columns]).mahalanobis(x[:, :columns]))
  for i in range(10):
    say(f"distance/{name}/{i}", distances[i], SKLEARN)


def states(column):
  """Low, high, and between, half a standard deviation from the mean."""
  width = 0.5 * column.std()
  return numpy.where(column < column.mean() - width, 0, numpy.where(column > column.mean() + width, 2, 1))


def take(relevance, redundancy, by_quotient, most):
  taken = [int(numpy.argmax(relevance))]
  while len(taken) < most:
    mean = redundancy[:, taken].mean(axis=1)
    merit = relevance / numpy.maximum(mean, 1e-3) if by_quotient else relevance - mean
    merit[taken] = -numpy.inf
    best, second = numpy.sort(merit)[[-1, -2]]
    assert best - second > 1e-9 * abs(best)
    taken.append(int(numpy.argmax(merit)))
  return taken


def information(outcome, n):
  discrete = [states(x[:, c]) for c in range(n)]
  relevance = numpy.array([mutual_info_score(column, outcome) for column in discrete])
  return relevance, numpy.array([[mutual_info_score(a, b) for a in discrete] for b in discrete])


n = 120
r = numpy.abs(numpy.corrcoef(x.T))
f_of_label = numpy.array([f_oneway(x[label == 1, c], x[label == 0, c])[0] for c in range(n)])
slope = numpy.array([numpy.corrcoef(x[:, c], number)[0, 1] ** 2 for c in range(n)])
f_of_number = slope * (len(x) - 2) / (1 - slope)
for name, outcome, f in (("label", label, f_of_label), ("number", states(number), f_of_number)):
  relevance, redundancy = information(outcome, n)
  for scheme, arguments in enumerate(((relevance, redundancy, False), (relevance, redundancy, True), (f, r, False), (f, r, True))):
    for most in (4, 15):
      say_set(f"mrmr/{name}/{scheme}/{most}", take(*arguments, most), f"{SKLEARN} {SCIPY}")

# Clusters: the most relevant column stands for all that are as strongly correlated with it.
ranks = numpy.abs(numpy.corrcoef(rankdata(x, axis=0).T))
for name, strength in (("pearson", r), ("spearman", ranks)):
  left, kept = list(numpy.argsort(-f_of_label, kind="stable")), []
  while left:
    kept.append(left[0])
    left = [c for c in left[1:] if strength[c, left[0]] < 0.3]
  say_set(f"correlation/{name}", kept, SCIPY)

with open("values-python-selection.csv", "w", encoding="utf-8") as file:
  file.write("name,value,source\n")
  for row in values:
    file.write(",".join(row) + "\n")
