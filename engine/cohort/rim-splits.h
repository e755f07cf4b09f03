/* rim-splits.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimSplitMethod:
 * @RIM_SPLIT_HOLD_OUT: one part is for testing
 * @RIM_SPLIT_K_FOLD: every patient is tested once in each repeat
 * @RIM_SPLIT_LEAVE_ONE_OUT: every patient is a fold
 * @RIM_SPLIT_BY_GROUP: every group (centre, scanner) is a fold
 *
 * How rows are split into those that train and those that test.
 */
typedef enum
{
  RIM_SPLIT_HOLD_OUT,
  RIM_SPLIT_K_FOLD,
  RIM_SPLIT_LEAVE_ONE_OUT,
  RIM_SPLIT_BY_GROUP,
} RimSplitMethod;

/**
 * RimSplitSettings:
 * @method: how
 * @n_folds: of k-fold
 * @n_repeats: of k-fold and of holding out, at least 1
 * @test_part: of holding out, between 0 and 1
 * @stratified: whether every fold has its share of the classes, or of the events
 * @seed: of what is drawn
 *
 * Plain data.
 */
typedef struct
{
  RimSplitMethod method;
  guint          n_folds;
  guint          n_repeats;
  double         test_part;
  gboolean       stratified;
  guint64        seed;
} RimSplitSettings;

/**
 * RimSplit:
 * @repeat: counted from 0
 * @fold: counted from 0
 * @train: (array length=n_train): rows, rising
 * @test: (array length=n_test): rows, rising; none of a patient of @train
 *
 * One split.
 */
typedef struct
{
  guint    repeat;
  guint    fold;
  guint32 *train;
  gsize    n_train;
  guint32 *test;
  gsize    n_test;
} RimSplit;

/* The group of a row that is in none. */
#define RIM_SPLITS_NO_GROUP G_MAXUINT32

GPtrArray *rim_splits_new (const RimSplitSettings  *settings,
                           const guint32           *rows,
                           gsize                    n_rows,
                           const guint32           *patients,
                           const guint8            *labels,
                           const guint32           *groups,
                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_split_free (RimSplit                *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSplit, rim_split_free)

G_END_DECLS
