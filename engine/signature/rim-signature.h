/* rim-signature.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-recipe.h"
#include "validate/rim-validation.h"

G_BEGIN_DECLS

/**
 * RimSignatureError:
 * @RIM_SIGNATURE_ERROR_SYNTAX: it is no signature
 * @RIM_SIGNATURE_ERROR_VERSION: a newer program wrote it
 * @RIM_SIGNATURE_ERROR_TAMPERED: its hash is not that of its contents
 * @RIM_SIGNATURE_ERROR_MISSING: an input is missing
 * @RIM_SIGNATURE_ERROR_UNAVAILABLE: it needs what is not here
 *
 * What can be wrong with signatures and recipes.
 */
typedef enum
{
  RIM_SIGNATURE_ERROR_SYNTAX,
  RIM_SIGNATURE_ERROR_VERSION,
  RIM_SIGNATURE_ERROR_TAMPERED,
  RIM_SIGNATURE_ERROR_MISSING,
  RIM_SIGNATURE_ERROR_UNAVAILABLE,
} RimSignatureError;

#define RIM_SIGNATURE_ERROR (rim_signature_error_quark ())

/* The version of the document that this program writes. */
#define RIM_SIGNATURE_VERSION 1

/**
 * RimSignatureNote:
 * @key: "intended_use", "limits", "citation", "authors", "population", "outcome", …
 * @text: whole sentences
 */
typedef struct
{
  char *key;
  char *text;
} RimSignatureNote;

/**
 * RimChecklistItem:
 * @id: "tripod-4a", "rqs-3"
 * @title: what is asked
 * @answer: (nullable): what is known; %NULL where nothing is
 * @points: of the radiomics quality score; 0 otherwise
 * @most: the most points
 */
typedef struct
{
  char   *id;
  char   *title;
  char   *answer;
  int     points;
  int     most;
} RimChecklistItem;

/**
 * RimSignature:
 *
 * What was learned, with all that is needed to apply it and to judge it: one JSON document
 * that vouches for itself by a hash. Immutable; reference counted; safe on any thread.
 */
typedef struct _RimSignature RimSignature;

#define RIM_TYPE_SIGNATURE (rim_signature_get_type ())

GQuark            rim_signature_error_quark       (void);
GType             rim_signature_get_type          (void);
RimSignature     *rim_signature_new               (const RimRecipe         *recipe,
                                                   const RimRecipeVariant  *variant,
                                                   RimCohort               *cohort,
                                                   const RimOutcome        *outcome,
                                                   RimTrial                *trial,
                                                   RimValidation           *validation,
                                                   GHashTable              *notes,
                                                   gboolean                 is_synthetic) G_GNUC_WARN_UNUSED_RESULT;
RimSignature     *rim_signature_load              (const char              *path,
                                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimSignature     *rim_signature_new_from_data     (const char              *name,
                                                   const char              *data,
                                                   gsize                    length,
                                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean          rim_signature_save              (RimSignature            *self,
                                                   const char              *path,
                                                   GError                 **error);
char             *rim_signature_to_data           (RimSignature            *self) G_GNUC_WARN_UNUSED_RESULT;
RimSignature     *rim_signature_ref               (RimSignature            *self);
void              rim_signature_unref             (RimSignature            *self);

const char       *rim_signature_get_id            (RimSignature            *self);
const char       *rim_signature_get_title         (RimSignature            *self);
const char       *rim_signature_get_hash          (RimSignature            *self);
gboolean          rim_signature_is_synthetic      (RimSignature            *self);
gboolean          rim_signature_is_delta          (RimSignature            *self);
RimFit           *rim_signature_get_fit           (RimSignature            *self);
RimSettings      *rim_signature_get_settings      (RimSignature            *self);
gboolean          rim_signature_get_study         (RimSignature            *self,
                                                   RimStudySettings        *study);
RimLesionRule     rim_signature_get_rule          (RimSignature            *self);
const char       *rim_signature_get_note          (RimSignature            *self,
                                                   const char              *key);
const char *const *rim_signature_list_notes       (RimSignature            *self);
/* How it was validated: measures by id, as they were when it was learned. */
guint             rim_signature_get_n_measures    (RimSignature            *self);
const RimMeasure *rim_signature_get_measure       (RimSignature            *self,
                                                   guint                    measure);
GPtrArray        *rim_signature_get_tripod        (RimSignature            *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *rim_signature_get_quality       (RimSignature            *self) G_GNUC_WARN_UNUSED_RESULT;
/* In what part of the outer splits an input was chosen; NAN where it is not known. */
double            rim_signature_get_stability     (RimSignature            *self,
                                                   const char              *input);
/* The model card, with the checklists, in Markdown. */
char             *rim_signature_to_markdown       (RimSignature            *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSignature, rim_signature_unref)

G_END_DECLS
