/* rl-parameter-form.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RL_TYPE_PARAMETER_FORM (rl_parameter_form_get_type ())

/**
 * RlParameterForm:
 *
 * The numbers that a method or an operation is given, a row each: name, control, unit.
 * Parameters are counted from 0 in the order they were added. A switch is 0 or 1, a
 * choice the index of what is chosen.
 *
 * Signal "changed" (guint parameter, double value): the user wants another value. It
 * is silent while values are set.
 */
G_DECLARE_FINAL_TYPE (RlParameterForm, rl_parameter_form, RL, PARAMETER_FORM, GtkWidget)

GtkWidget *rl_parameter_form_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_parameter_form_clear         (RlParameterForm   *self);
void       rl_parameter_form_add_number    (RlParameterForm   *self,
                                            const char        *name,
                                            const char        *unit,
                                            double             min,
                                            double             max,
                                            double             step,
                                            guint              n_decimals);
void       rl_parameter_form_add_switch    (RlParameterForm   *self,
                                            const char        *name);
void       rl_parameter_form_add_choice    (RlParameterForm   *self,
                                            const char        *name,
                                            const char *const *choices);
void       rl_parameter_form_add_other     (RlParameterForm   *self,
                                            const char        *name,
                                            GtkWidget         *control);
void       rl_parameter_form_set_name      (RlParameterForm   *self,
                                            guint              parameter,
                                            const char        *name);
void       rl_parameter_form_set_value     (RlParameterForm   *self,
                                            guint              parameter,
                                            double             value);
void       rl_parameter_form_set_sensitive (RlParameterForm   *self,
                                            guint              parameter,
                                            gboolean           is_sensitive);
void       rl_parameter_form_set_visible   (RlParameterForm   *self,
                                            guint              parameter,
                                            gboolean           is_visible);

G_END_DECLS
