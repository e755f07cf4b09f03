/* rim-index.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RimIndex:
 *
 * All patients, studies and series of a library as they were at one time, in
 * memory, for lists and for searching as one types. Immutable, for any thread.
 *
 * Patients are numbered by name, the studies of a patient are neighbours with
 * the latest first, and so are the series of a study, by number. Rows belong to
 * the index and must not be changed.
 */
typedef struct _RimIndex RimIndex;

/**
 * RimIndexOrder:
 * @RIM_ORDER_NAME: by name
 * @RIM_ORDER_DATE: who was imaged last comes first
 * @RIM_ORDER_IMPORTED: who was imported last comes first
 * @RIM_ORDER_OPENED: who was looked at last comes first
 * @RIM_ORDER_MODALITY: by the modalities there are, then by name
 *
 * The order of patients.
 */
typedef enum
{
  RIM_ORDER_NAME,
  RIM_ORDER_DATE,
  RIM_ORDER_IMPORTED,
  RIM_ORDER_OPENED,
  RIM_ORDER_MODALITY,
} RimIndexOrder;

/**
 * RimIndexQuery:
 * @words: (nullable): words in any order, each found in a series, its study or
 *   its patient: name, identifiers, dates, modality, descriptions. Case, accents
 *   and the signs between the parts of a name do not matter.
 * @modality: (nullable): of a series of the study
 * @statuses: a bit for each #RimReading wanted; 0 for all
 * @with_contours: whether something must have been drawn in the study
 * @order: of the patients
 *
 * What is looked for.
 */
typedef struct
{
  char          *words;
  char          *modality;
  guint          statuses;
  gboolean       with_contours;
  RimIndexOrder  order;
} RimIndexQuery;

/**
 * RimIndexHits:
 * @patients: (array length=n_patients): those who have a study that was found,
 *   in the order asked for
 * @n_patients: how many
 * @n_studies: how many studies were found
 * @studies: (array): whether each study of the index was found
 *
 * What was found.
 */
typedef struct
{
  guint  *patients;
  guint   n_patients;
  guint   n_studies;
  guint8 *studies;
} RimIndexHits;

RimIndex      *rim_library_make_index     (RimLibrary     *library,
                                           GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimIndex      *rim_index_ref              (RimIndex       *self);
void           rim_index_unref            (RimIndex       *self);
guint          rim_index_get_n_patients   (RimIndex       *self);
guint          rim_index_get_n_studies    (RimIndex       *self);
guint          rim_index_get_n_series     (RimIndex       *self);
RimLibraryRow *rim_index_get_patient      (RimIndex       *self,
                                           guint           patient);
RimLibraryRow *rim_index_get_study        (RimIndex       *self,
                                           guint           study);
RimLibraryRow *rim_index_get_series       (RimIndex       *self,
                                           guint           series);
guint          rim_index_get_studies_of   (RimIndex       *self,
                                           guint           patient,
                                           guint          *n_studies);
guint          rim_index_get_series_of    (RimIndex       *self,
                                           guint           study,
                                           guint          *n_series);
guint          rim_index_get_patient_of   (RimIndex       *self,
                                           guint           study);
gboolean       rim_index_find_study       (RimIndex       *self,
                                           gint64          id,
                                           guint          *study);
guint          rim_index_list_recent      (RimIndex       *self,
                                           guint          *studies,
                                           guint           max_studies);

RimIndexHits  *rim_index_search           (RimIndex            *self,
                                           const RimIndexQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void           rim_index_hits_free        (RimIndexHits        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimIndex, rim_index_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimIndexHits, rim_index_hits_free)

G_END_DECLS
