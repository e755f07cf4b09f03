# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what the test runs reported and says so in one line.

Usage: count.py BROKEN REPORT… where BROKEN is the number of stages that did not
build or run, and each REPORT is meson's testlog.junit.xml.
"""

import sys
import xml.etree.ElementTree as ElementTree


def outcome(case):
    if case.find('failure') is not None or case.find('error') is not None:
        return 'failed'
    if case.find('skipped') is not None:
        return 'skipped'
    return 'passed'


def main():
    counts = {'passed': 0, 'failed': int(sys.argv[1]), 'skipped': 0}

    for report in sys.argv[2:]:
        for suite in ElementTree.parse(report).getroot().iter('testsuite'):
            cases = list(suite.iter('testcase'))
            found = [outcome(case) for case in cases]

            for one, case in zip(found, cases):
                counts[one] += 1
                if one == 'failed':
                    print('failed: %s %s' % (suite.get('name'), case.get('name')))

            # A program that died without a failed case still failed.
            if 'failed' not in found and int(suite.get('errors', 0)) + int(suite.get('failures', 0)):
                counts['failed'] += 1
                print('failed: %s' % suite.get('name'))

    print('%(passed)d passed, %(failed)d failed, %(skipped)d skipped' % counts)
    return 1 if counts['failed'] or not counts['passed'] else 0


sys.exit(main())
