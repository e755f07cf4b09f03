/* rim-index-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-ref-count.h"
#include "library/rim-index.h"

G_BEGIN_DECLS

/**
 * RimIndexText:
 * @chars: what can be found of all rows of a level, folded, one after the other
 * @ends: (element-type guint32): where each row ends in it
 */
typedef struct
{
  GString *chars;
  GArray  *ends;
} RimIndexText;

typedef struct
{
  RimLibraryRow row;
  guint         first;         /* study */
  guint         n;
} RimIndexPatient;

typedef struct
{
  RimLibraryRow row;
  guint         patient;
  guint         first;         /* series */
  guint         n;
  gboolean      has_contours;
} RimIndexStudy;

typedef struct
{
  RimLibraryRow row;
  guint         study;
} RimIndexSeries;

struct _RimIndex
{
  RimRefCount   ref_count;
  GStringChunk *strings;
  GArray       *patients;      /* of RimIndexPatient */
  GArray       *studies;       /* of RimIndexStudy */
  GArray       *series;        /* of RimIndexSeries */
  GHashTable   *by_study_id;   /* gint64 in its row to its number */
  RimIndexText  texts[3];      /* of patients, studies and series */
};

RimIndex *rim_index_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void      rim_index_text_add   (GString      *text,
                                const char   *words);
void      rim_index_text_end   (RimIndexText *self);

G_END_DECLS
