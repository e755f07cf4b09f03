# make-values.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes values-python-*.csv beside it, from cohort.csv, one file for each program of
# tests:
#   python3 make-values.py
# Debian: python3-sklearn python3-scipy python3-numpy.

import csv
import pathlib

import numpy as np
import scipy
import scipy.stats
import scipy.stats._resampling
import sklearn
from sklearn import metrics

here = pathlib.Path(__file__).parent
with open(here / 'cohort.csv') as file:
    rows = list(csv.DictReader(file))
cohort = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
label = cohort['label'].astype(int)
score_a = cohort['score_a']

sk = f'scikit-learn {sklearn.__version__}'
sp = f'SciPy {scipy.__version__}'
values = []


def say(name, found, source):
    found = np.atleast_1d(np.asarray(found, dtype=float))
    for i, value in enumerate(found):
        values.append((name if len(found) == 1 else f'{name}/{i}', repr(float(value)), source))


def finish(part):
    with open(here / f'values-python-{part}.csv', 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(('name', 'value', 'source'))
        writer.writerows(values)
    values.clear()


# A cut-off
for cutoff in (-0.55, 0.35, 1.25):
    called = (score_a >= cutoff).astype(int)
    say(f'confusion/{cutoff}', [
        metrics.recall_score(label, called),
        metrics.recall_score(label, called, pos_label=0),
        metrics.precision_score(label, called),
        metrics.precision_score(label, called, pos_label=0),
        metrics.accuracy_score(label, called),
        metrics.f1_score(label, called),
        metrics.matthews_corrcoef(label, called),
        metrics.cohen_kappa_score(label, called),
        metrics.balanced_accuracy_score(label, called),
    ], sk)

for name in ('score_a', 'score_b'):
    say(f'average-precision/{name}', metrics.average_precision_score(label, cohort[name]), sk)
    say(f'auc/{name}', metrics.roc_auc_score(label, cohort[name]), sk)

finish('roc')

# Tests
spearman = scipy.stats.spearmanr(score_a, cohort['score_b'])
say('spearman', [spearman.statistic, spearman.pvalue], sp)
whitney = scipy.stats.mannwhitneyu(score_a[label == 1], score_a[label == 0], method='asymptotic')
say('mann-whitney', [whitney.statistic, whitney.pvalue], sp)

# Bootstrap: SciPy's intervals of replicates that our generator draws (core/rim-random.c).
MASK = 2**64 - 1
STEP = 0x9e3779b97f4a7c15


class Random:
    def __init__(self, seed, stream):
        self.state = seed
        self.state = (self.next() + stream * STEP) & MASK
        self.state = self.next()

    def next(self):
        self.state = (self.state + STEP) & MASK
        z = self.state
        z = ((z ^ z >> 30) * 0xbf58476d1ce4e5b9) & MASK
        z = ((z ^ z >> 27) * 0x94d049bb133111eb) & MASK
        return z ^ z >> 31

    def below(self, n):
        left_over = 2**64 % n
        while True:
            bits = self.next()
            if bits <= MASK - left_over:
                return bits % n


def replicates(samples, statistic, n_replicates, seed):
    found = []
    for replicate in range(n_replicates):
        random = Random(seed, replicate)
        found.append(statistic(*[sample[[random.below(len(sample)) for _ in sample]] for sample in samples], axis=-1))
    return np.array(found)


def bootstrap(name, samples, statistic, n_replicates, seed):
    drawn = replicates(samples, statistic, n_replicates, seed)
    low, high, _ = scipy.stats._resampling._bca_interval(samples, statistic, -1, 0.025, drawn, None)
    say(name, [statistic(*samples, axis=-1), np.std(drawn, ddof=1), *np.quantile(drawn, [0.025, 0.975]),
               *np.quantile(drawn, [float(low), float(high)])], sp)


def area(first, second, axis):
    first, second = np.asarray(first)[..., :, None], np.asarray(second)[..., None, :]
    return ((first > second) + (first == second) / 2).mean(axis=(-1, -2))


bootstrap('bootstrap/mean', (np.exp(cohort['x1']),), np.mean, 500, 42)
bootstrap('bootstrap/area', (score_a[label == 0], score_a[label == 1]),
          lambda negative, positive, axis: area(positive, negative, axis), 300, 7)

finish('tests')
