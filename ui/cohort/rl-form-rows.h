/* rl-form-rows.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget     *rl_form_group_new  (const char         *title,
                                   const char         *description) G_GNUC_WARN_UNUSED_RESULT;
AdwActionRow  *rl_form_add_action (GtkWidget          *group,
                                   const char         *title);
AdwComboRow   *rl_form_add_combo  (GtkWidget          *group,
                                   const char         *title,
                                   const char *const  *texts);
GtkSpinButton *rl_form_add_spin   (GtkWidget          *group,
                                   const char         *title,
                                   double              low,
                                   double              high,
                                   double              step);
GtkSwitch     *rl_form_add_switch (GtkWidget          *group,
                                   const char         *title);
void           rl_form_add_button (AdwActionRow       *row,
                                   const char         *title,
                                   GCallback           clicked,
                                   GObject            *owner);

const char    *rl_form_get_text    (AdwComboRow        *row);
void           rl_form_set_texts   (AdwComboRow        *row,
                                    char              **texts,
                                    const char         *selected);
void           rl_form_set_visible (GtkWidget          *control,
                                    gboolean            is_visible);

G_END_DECLS
