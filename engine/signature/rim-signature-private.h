/* rim-signature-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/rim-ref-count.h"
#include "signature/rim-signature.h"

G_BEGIN_DECLS

#define RIM_SIGNATURE_FORMAT "rimlight-signature"

struct _RimSignature
{
  RimRefCount    ref_count;
  JsonNode      *document;   /* all of it, with its hash */
  char          *hash;
  char          *id;
  char          *title;
  gboolean       is_synthetic;
  gboolean       is_delta;
  guint          images;
  guint          vois;
  RimLesionRule  rule;
  RimSettings   *settings;
  RimFit        *fit;
  GPtrArray     *notes;      /* of RimSignatureNote */
  GPtrArray     *keys;       /* of char *, which notes own; NULL-terminated */
  GArray        *measures;   /* of RimMeasure */
};

/* Names in a document, in the order of their enumerations; NULL-terminated. */
extern const char *const rim_lesion_rule_ids[];
extern const char *const rim_outcome_kind_ids[];
extern const char *const rim_split_method_ids[];

/* rim-signature-read.c */
RimSignature *rim_signature_new_from_node (const char   *name,
                                           JsonNode     *document,
                                           GError      **error) G_GNUC_WARN_UNUSED_RESULT;
char         *rim_signature_compute_hash  (JsonObject   *document) G_GNUC_WARN_UNUSED_RESULT;

/* What a member of a map in a document is, where it is there and of the type; else
 * nothing. @path is of members, with dots between. */
const char   *rim_signature_find_text     (RimSignature *self,
                                           const char   *path);
double        rim_signature_find_number   (RimSignature *self,
                                           const char   *path);
JsonNode     *rim_signature_find_node     (RimSignature *self,
                                           const char   *path);

/* rim-tripod.c, rim-quality.c */
GPtrArray    *rim_checklist_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void          rim_checklist_add           (GPtrArray    *self,
                                           const char   *id,
                                           const char   *title,
                                           char         *answer,
                                           int           points,
                                           int           most);
GPtrArray    *rim_tripod_new              (RimSignature *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *rim_quality_new             (RimSignature *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
