/* rl-method-choice.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "delineate/rim-method.h"

G_BEGIN_DECLS

#define RL_TYPE_METHOD_CHOICE (rl_method_choice_get_type ())

/**
 * RlMethodChoice:
 *
 * The method that a click on an image runs, the numbers each method is given, and where the
 * references lie that some need. One belongs to each session.
 *
 * Properties: "method" (string, id of a method that begins with a point).
 *
 * Signals: "changed": another method, another number or another reference; "chosen":
 *   somebody asked for a method, be it the one there was.
 */
G_DECLARE_FINAL_TYPE (RlMethodChoice, rl_method_choice, RL, METHOD_CHOICE, GObject)

RlMethodChoice *rl_method_choice_new (void) G_GNUC_WARN_UNUSED_RESULT;
void            rl_method_choice_fit            (RlMethodChoice      *self,
                                                 gboolean             has_ct,
                                                 gboolean             has_pet);
void            rl_method_choice_offer          (RlMethodChoice      *self,
                                                 const char *const   *ids);
gboolean        rl_method_choice_fits           (RlMethodChoice      *self,
                                                 const RimMethod     *method);
const char     *rl_method_choice_get_method     (RlMethodChoice      *self);
void            rl_method_choice_set_method     (RlMethodChoice      *self,
                                                 const char          *id);
const double   *rl_method_choice_get_parameters (RlMethodChoice      *self,
                                                 const char          *id);
void            rl_method_choice_set_parameter  (RlMethodChoice      *self,
                                                 const char          *id,
                                                 guint                n,
                                                 double               value);
void            rl_method_choice_reset_parameters (RlMethodChoice    *self,
                                                   const char        *id);
const RimVec3  *rl_method_choice_get_reference  (RlMethodChoice      *self,
                                                 RimPetReferenceKind  kind);
void            rl_method_choice_set_reference  (RlMethodChoice      *self,
                                                 RimPetReferenceKind  kind,
                                                 const RimVec3       *point);
guint           rl_method_choice_begin          (RlMethodChoice      *self);
guint           rl_method_choice_get_begun      (RlMethodChoice      *self);

G_END_DECLS
