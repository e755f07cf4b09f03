/* rl-review-suv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "dialogs/rl-suv-dialog.h"

static void
update_dialog (RlStudyTab  *self,
               RlSuvDialog *dialog)
{
  RimSuv *suv = rl_study_loader_get_suv (self->loader);
  g_autoptr(GPtrArray) history = rl_study_loader_list_corrections (self->loader);

  if (suv != NULL)
    rl_suv_dialog_set_suv (dialog, suv, rl_study_loader_get_correction (self->loader), history);
  else
    gtk_window_close (GTK_WINDOW (dialog));
}

static void
correct_cb (RlStudyTab            *self,
            const RimSuvOverrides *typed,
            RlSuvDialog           *dialog)
{
  g_autoptr(RimSuvOverrides) signed_one = rim_suv_overrides_copy (typed);
  g_autoptr(GError) error = NULL;

  g_free (signed_one->author);
  signed_one->author = rl_settings_dup_author (self->review->settings);
  if (rl_study_loader_correct_suv (self->loader, signed_one, &error))
    rl_window_say (self->review->window, rim_suv_overrides_is_empty (typed)
                   ? _("The SUV is computed with the values of the file again")
                   : _("The SUV is computed with the corrected values"));
  else
    rl_suv_form_set_error (rl_suv_dialog_get_form (dialog), error->message);
}

/* The images may be others, and what is typed in may not be for them. */
static void
loader_changed_cb (RlSuvDialog *dialog)
{
  update_dialog (g_object_get_data (G_OBJECT (dialog), "tab"), dialog);
}

static void
suv_details_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       data)
{
  RlReview *self = data;
  RlStudyTab *tab = self->tab;
  GtkWindow *dialog = rl_suv_dialog_new (GTK_WINDOW (self->window), rl_study_loader_get_suv (tab->loader));

  g_object_set_data (G_OBJECT (dialog), "tab", tab);
  g_signal_connect_object (dialog, "correct", G_CALLBACK (correct_cb), tab, G_CONNECT_SWAPPED);
  g_signal_connect_object (tab->loader, "changed", G_CALLBACK (loader_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  update_dialog (tab, RL_SUV_DIALOG (dialog));
  gtk_window_present (dialog);
}

static void
pet_unit_cb (GSimpleAction *action,
             GVariant      *param,
             gpointer       data)
{
  RlReview *self = data;
  g_autoptr(GError) error = NULL;
  RimUnit unit;

  if (!rim_unit_from_id (g_variant_get_string (param, NULL), &unit) ||
      !rl_study_loader_set_pet_unit (self->tab->loader, unit, &error))
    rl_window_say (self->window, error != NULL ? error->message : _("There is no such unit"));
}

/* The units that the PET can be shown in, for menus; the action's state is the
 * one it is in.
 */
void
rl_review_update_suv (RlReview *self)
{
  RlStudyLoader *loader = self->tab->loader;
  RimVolume *pet = rl_session_get_volume (self->tab->session, RL_LAYER_PET);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), "pet-unit");
  RimSuv *suv = loader != NULL ? rl_study_loader_get_suv (loader) : NULL;
  RimUnit units[RIM_N_UNITS];
  guint n = suv != NULL ? rim_suv_get_units (suv, units) : 0;
  RimUnit unit = pet != NULL ? rim_volume_get_unit (pet) : RIM_UNIT_STORED;

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (rim_unit_get_id (unit)));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), n > 1);
  rl_window_set_pet_units (self->window, units, n);
}

void
rl_review_set_up_suv (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "suv-details", .activate = suv_details_cb },
    { .name = "pet-unit", .parameter_type = "s", .state = "'stored'", .change_state = NULL,
      .activate = pet_unit_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries), self);
}
