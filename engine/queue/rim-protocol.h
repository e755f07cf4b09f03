/* rim-protocol.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "queue/rim-question.h"
#include "segment/rim-lesion.h"

G_BEGIN_DECLS

#define RIM_PROTOCOL_ERROR (rim_protocol_error_quark ())

/**
 * RimProtocolError:
 * @RIM_PROTOCOL_ERROR_FILE: the file is no protocol
 * @RIM_PROTOCOL_ERROR_ANSWER: an answer is none that its question takes
 * @RIM_PROTOCOL_ERROR_INCOMPLETE: a case lacks what the protocol asks for
 * @RIM_PROTOCOL_ERROR_NO_REASON: skipping or rejecting takes a reason
 * @RIM_PROTOCOL_ERROR_OVERLAP: lesions overlap, which the protocol does not allow
 */
typedef enum
{
  RIM_PROTOCOL_ERROR_FILE,
  RIM_PROTOCOL_ERROR_ANSWER,
  RIM_PROTOCOL_ERROR_INCOMPLETE,
  RIM_PROTOCOL_ERROR_NO_REASON,
  RIM_PROTOCOL_ERROR_OVERLAP,
} RimProtocolError;

/**
 * RimTarget:
 * @name: what it is called; a second one of the same is "NAME 2"
 * @color: sRGB
 * @kind: what it counts as in RECIST 1.1: none, target, non-target, node or new
 * @category: what sort of thing it is in a coding scheme, such as a DICOM segment's
 *   category; empty where none is known, as the next two
 * @type: what it is
 * @site: where in the body
 * @min: how many a case has to have at least
 * @max: how many it may have
 *
 * Something that a protocol asks to draw. Part of a #RimProtocol.
 */
typedef struct
{
  char    *name;
  guint8   color[3];
  char    *kind;
  RimCode  category;
  RimCode  type;
  RimCode  site;
  guint    min;
  guint    max;
} RimTarget;

/**
 * RimProtocolWindow:
 * @name: what it is called
 * @modality: (nullable): which image it is of, CT or PT; %NULL for the one that is drawn on
 * @center: its centre, in the unit of the image
 * @width: its width, in the same, above 0
 *
 * A window of grey levels. Part of a #RimProtocol.
 */
typedef struct
{
  char   *name;
  char   *modality;
  double  center;
  double  width;
} RimProtocolWindow;

/**
 * RimProtocolSplit:
 * @name: train, validation, test …
 * @share: which part of the patients, above 0; all shares are 1 together
 *
 * A part of a training set. Part of a #RimProtocol.
 */
typedef struct
{
  char   *name;
  double  share;
} RimProtocolSplit;

/**
 * RimOverlapRule:
 * @RIM_OVERLAP_REFUSE: there may be none
 * @RIM_OVERLAP_FIRST: the lesion that the protocol names first gets the voxel
 * @RIM_OVERLAP_LAST: the one that it names last
 *
 * Which label a voxel has that several lesions hold.
 */
typedef enum
{
  RIM_OVERLAP_REFUSE,
  RIM_OVERLAP_FIRST,
  RIM_OVERLAP_LAST,
} RimOverlapRule;

/**
 * RimProtocol:
 * @id: a word; what was answered hangs on it
 * @version: of the file, as its author counts
 * @title: for people
 * @description: (nullable): what it is for
 * @modalities: (array zero-terminated=1): which images a case has to have; the
 *   first is the one that is drawn on
 * @readers: (array zero-terminated=1): among whom cases are shared out; nobody:
 *   each reader reads all
 * @targets: (element-type RimTarget): what to draw; label n is the n-th
 * @case_questions: (element-type RimQuestion): asked once per case
 * @lesion_questions: (element-type RimQuestion): asked of each lesion
 * @tools: (array zero-terminated=1): ids of the only tools for contours that are offered;
 *   the first is taken up first; none: all
 * @presets: (array zero-terminated=1): ids of the only methods (#RimMethod) that one click
 *   runs; the first is chosen first; none: all
 * @windows: (element-type RimProtocolWindow): the first of each image is shown first
 * @layout: (nullable): of the views; one that comes with the program
 * @second_share: which part of the cases is read by a second reader, who sees no answer
 *   of the first
 * @seed: what all that is drawn by lot depends on
 * @splits: (element-type RimProtocolSplit): of a training set
 * @stratify: (nullable): the question of a case whose answers all splits have
 *   alike
 * @overlaps: what becomes of overlaps
 *
 * What is to be drawn and answered of many cases. Plain data, never changed once
 * it is read, so that it may be shared between threads.
 */
typedef struct
{
  RimRefCount      ref_count;
  char            *id;
  char            *version;
  char            *title;
  char            *description;
  char           **modalities;
  char           **readers;
  GPtrArray       *targets;
  GPtrArray       *case_questions;
  GPtrArray       *lesion_questions;
  char           **tools;
  char           **presets;
  GPtrArray       *windows;
  char            *layout;
  double           second_share;
  char            *seed;
  GPtrArray       *splits;
  char            *stratify;
  RimOverlapRule   overlaps;
} RimProtocol;

#define RIM_TYPE_PROTOCOL (rim_protocol_get_type ())

GQuark       rim_protocol_error_quark   (void);
GType        rim_protocol_get_type      (void);
RimProtocol *rim_protocol_load          (const char         *path,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RimProtocol *rim_protocol_load_ready    (const char         *id) G_GNUC_WARN_UNUSED_RESULT;
RimProtocol *rim_protocol_new_from_yaml (const char         *yaml,
                                         gsize               length,
                                         const char         *path,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RimProtocol *rim_protocol_ref           (RimProtocol        *self);
void         rim_protocol_unref         (RimProtocol        *self);
RimTarget   *rim_protocol_find_target   (const RimProtocol  *self,
                                         const char         *lesion_name,
                                         guint              *index);
RimQuestion *rim_protocol_find_question (const RimProtocol  *self,
                                         gboolean            of_lesion,
                                         const char         *id);
const char *const *rim_protocol_list_tools   (void);
const char *const *rim_protocol_list_layouts (void);
GArray      *rim_protocol_count_targets (const RimProtocol *self,
                                         GPtrArray         *lesions) G_GNUC_WARN_UNUSED_RESULT;
RimTarget   *rim_protocol_find_next_target (const RimProtocol *self,
                                            GPtrArray         *lesions);
RimReviewKind rim_target_get_kind       (const RimTarget   *self);
RimLesion   *rim_target_new_lesion      (const RimTarget   *self,
                                         RimMask           *mask) G_GNUC_WARN_UNUSED_RESULT;
char        *rim_protocol_make_key      (const RimProtocol *self,
                                         const char        *question) G_GNUC_WARN_UNUSED_RESULT;
char        *rim_protocol_parse_answer  (const RimProtocol *self,
                                         gboolean           of_lesion,
                                         const char        *question,
                                         const char        *text,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     rim_protocol_asks          (const RimQuestion  *question,
                                         const RimTarget    *target);
double       rim_protocol_draw_lot      (const RimProtocol  *self,
                                         const char         *purpose,
                                         const char         *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimProtocol, rim_protocol_unref)

G_END_DECLS
