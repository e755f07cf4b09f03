/* rl-lesion-times-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "lesions/rl-lesion-times.h"

G_BEGIN_DECLS

/* Where another study lies beside the one that is shown. */
typedef struct
{
  char    *study_uid;
  RimVec3  offset;
} RlTimesBeside;

typedef struct
{
  RimLibrary    *library;
  RimDrawnImage *image;
  GPtrArray     *lesions;   /* of RimLesion */
  GPtrArray     *others;    /* of RimLesionTime; NULL to look for them */
  GPtrArray     *known;     /* the same, what was measured before */
  RlTimesBeside  beside;
} RlTimesQuestion;

/* What may be the same as a lesion that is shown. */
typedef struct
{
  char          *lesion_id;
  RimLesionTime *time;
} RlTimesProposal;

typedef struct
{
  GPtrArray *here;          /* of RimLesionTime */
  GPtrArray *others;        /* the same */
  GPtrArray *proposals;     /* of RlTimesProposal */
} RlTimesAnswer;

void     rl_times_question_free (gpointer data);
gpointer rl_times_question_run  (RlJob           *job,
                                 gpointer         data,
                                 GError         **error);
void     rl_times_answer_init   (RlTimesAnswer   *self);
void     rl_times_answer_clear  (RlTimesAnswer   *self);
void     rl_times_answer_free   (gpointer data);

gboolean rl_times_have          (GPtrArray       *times,
                                 RimLesion       *lesion);
gboolean rl_times_are_proposed  (GPtrArray       *proposals,
                                 const char      *lesion_id,
                                 RimLesionTime   *time);

G_END_DECLS
