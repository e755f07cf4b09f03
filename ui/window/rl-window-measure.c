/* rl-window-measure.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-drag.h"

static RlMeasurements *
get_measurements (RlWindow *self)
{
  return rl_session_get_measurements (self->session);
}

static RimMeasurement *
get_active (RlWindow *self)
{
  RlMeasurements *measurements = get_measurements (self);

  return rl_measurements_find (measurements, rl_measurements_get_active (measurements));
}

static void
jump (RlWindow       *self,
      RimMeasurement *measurement)
{
  rl_session_set_cursor (self->session, rim_measurement_get_middle (measurement));
}

static RimMeasurement *
find_diameters (RlWindow   *self,
                const char *lesion_id)
{
  RlMeasurements *measurements = get_measurements (self);

  for (guint i = 0; i < rl_measurements_get_n (measurements); i++)
    {
      RimMeasurement *measurement = rl_measurements_get (measurements, i);

      if (measurement->kind == RIM_MEASUREMENT_BIDIRECTIONAL && !measurement->locked &&
          g_strcmp0 (measurement->lesion_id, lesion_id) == 0)
        return measurement;
    }

  return NULL;
}

/* The one that tracks the lesion follows its contour; else there is a new one. */
static void
put_diameters (RlWindow       *self,
               RimMeasurement *found)
{
  RlMeasurements *measurements = get_measurements (self);
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  RimMeasurement *tracked = find_diameters (self, found->lesion_id);
  RimVolume *base = rl_session_get_base (self->session);
  g_autoptr(RimMeasurement) placed = rim_measurement_on (found, base);
  g_autoptr(RimMeasurement) drawn = rim_measurement_with_author (placed,
                                                                 rim_segmentation_get_author (segmentation),
                                                                 placed->time);
  g_autoptr(RimMeasurement) same = NULL;
  g_autoptr(RimMeasurement) named = NULL;

  if (tracked == NULL)
    {
      rl_measurements_add (measurements, drawn, "snap");
      return;
    }

  rl_measurements_finish (measurements);
  same = rim_measurement_with_id (drawn, tracked->id);
  named = rim_measurement_with_label (same, tracked->label);
  rim_segmentation_replace_measurement (segmentation, named, "snap");
  rl_measurements_set_active (measurements, named->id);
}

static void
lesion_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimLesion *lesion = rl_session_find_lesion (self->session,
                                              rl_session_get_active_lesion (self->session));
  RimVolume *base = rl_session_get_base (self->session);
  g_autofree double *positions = NULL;
  g_autoptr(RimMeasurement) found = NULL;

  if (lesion == NULL || base == NULL || rl_session_get_segmentation (self->session) == NULL)
    {
      rl_window_say (self, _("No lesion is selected"));
      return;
    }

  if (rim_grid_equal (rim_mask_get_grid (lesion->mask), rim_volume_get_grid (base), 1e-3))
    positions = rim_volume_dup_slice_positions (base);
  found = rim_measurement_new_diameters (lesion, positions);
  if (found == NULL)
    {
      rl_window_say (self, _("Nothing is drawn yet"));
      return;
    }

  put_diameters (self, found);
  rl_measurements_set_visible (get_measurements (self), TRUE);
  jump (self, found);
}

static void
next_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlMeasurements *measurements = get_measurements (self);
  const char *active = rl_measurements_get_active (measurements);
  int n = (int) rl_measurements_get_n (measurements);
  int steps = g_variant_get_int32 (param);
  int index = steps > 0 ? -1 : n;
  RimMeasurement *next;

  if (n == 0)
    return;

  for (int i = 0; i < n; i++)
    if (g_strcmp0 (rl_measurements_get (measurements, (guint) i)->id, active) == 0)
      index = i;

  next = rl_measurements_get (measurements, (guint) (((index + steps) % n + n) % n));
  rl_measurements_set_active (measurements, next->id);
  jump (self, next);
}

static void
jump_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimMeasurement *active = get_active (self);

  if (active != NULL)
    jump (self, active);
}

/* Returns: whether it stays as it is, which is told */
static gboolean
is_locked (RlWindow       *self,
           RimMeasurement *measurement)
{
  if (measurement != NULL && measurement->locked)
    rl_window_say (self, _("This measurement is locked"));

  return measurement != NULL && measurement->locked;
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlMeasurements *measurements = get_measurements (self);
  g_autofree char *id = g_strdup (rl_measurements_get_active (measurements));

  rl_view_grid_cancel (self->views);
  if (!is_locked (self, rl_measurements_find (measurements, id)))
    rl_measurements_remove (measurements, id);
}

static void
toggle_locked_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimMeasurement *active = get_active (self);

  if (active != NULL)
    rl_measurements_set_locked (get_measurements (self), active->id, !active->locked);
}

static void
release_label_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimMeasurement *active = get_active (self);

  if (active != NULL)
    rl_measurements_place_label (get_measurements (self), active->id, NULL);
}

static void
attach_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimMeasurement *active = get_active (self);
  const char *lesion_id = rl_session_get_active_lesion (self->session);

  if (active == NULL || is_locked (self, active))
    return;

  if (g_strcmp0 (active->lesion_id, lesion_id) == 0)
    lesion_id = NULL;
  rl_measurements_attach (get_measurements (self), active->id, lesion_id);
}

static void
name_activate_cb (GtkEntry   *entry,
                  GtkPopover *popover)
{
  RlWindow *self = RL_WINDOW (gtk_widget_get_root (GTK_WIDGET (popover)));

  rl_measurements_rename (get_measurements (self),
                          g_object_get_data (G_OBJECT (popover), "measurement"),
                          gtk_editable_get_text (GTK_EDITABLE (entry)));
  gtk_popover_popdown (popover);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (data);

  return G_SOURCE_REMOVE;
}

/* Its own teardown is not over yet when it says that it closed. */
static void
name_closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
point_popover (RlWindow       *self,
               GtkPopover     *popover,
               RimMeasurement *measurement)
{
  RlSliceCanvas *canvas = rl_view_grid_get_active (self->views);
  graphene_rect_t label;
  const char *text;
  double x, y;

  if (!rl_slice_canvas_get_annotation_label (canvas, measurement->id, &label, &text))
    {
      if (!rl_slice_canvas_from_patient (canvas, measurement->points[0], &x, &y))
        return;
      graphene_rect_init (&label, (float) x, (float) y, 1, 1);
    }

  if (!gtk_widget_translate_coordinates (GTK_WIDGET (canvas), GTK_WIDGET (self->views),
                                         label.origin.x, label.origin.y, &x, &y))
    return;

  gtk_popover_set_pointing_to (popover, &(GdkRectangle) { (int) x, (int) y, (int) label.size.width,
                                                          (int) label.size.height });
}

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RimMeasurement *active = get_active (self);
  GtkWidget *popover;
  GtkWidget *entry;

  if (active == NULL || is_locked (self, active))
    return;

  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Name"));
  gtk_editable_set_text (GTK_EDITABLE (entry), active->label != NULL ? active->label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the measurement"), -1);

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  g_object_set_data_full (G_OBJECT (popover), "measurement", g_strdup (active->id), g_free);
  gtk_widget_set_parent (popover, GTK_WIDGET (self->views));
  point_popover (self, GTK_POPOVER (popover), active);
  g_signal_connect_object (entry, "activate", G_CALLBACK (name_activate_cb), popover, 0);
  g_signal_connect (popover, "closed", G_CALLBACK (name_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (entry);
}

void
rl_window_update_measuring (RlWindow *self)
{
  static const char *const needs_one[] = {
    "measure.jump", "measure.rename", "measure.attach", "measure.delete", "measure.toggle-locked",
  };
  gboolean has_image = rl_window_shows_images (self) && rl_session_get_base (self->session) != NULL;
  gboolean has_active = has_image && get_active (self) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (needs_one); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), needs_one[i], has_active);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "measure.release-label",
                                 has_active && get_active (self)->has_label_offset);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "measure.lesion",
                                 has_image && rl_session_get_active_lesion (self->session) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "measure.next",
                                 has_image && rl_measurements_get_n (get_measurements (self)) > 0);
  rl_window_update_actions (self);
}

/* Called before there is a session. */
void
rl_window_connect_measuring (RlWindow *self)
{
  static const char *const changes[] = { "changed", "notify::active" };
  static const char *const causes[] = { "images-changed", "notify::active-lesion" };

  self->measurement_signals = g_signal_group_new (RL_TYPE_MEASUREMENTS);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_group_connect_swapped (self->measurement_signals, changes[i],
                                    G_CALLBACK (rl_window_update_measuring), self);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_group_connect_swapped (self->session_signals, causes[i],
                                    G_CALLBACK (rl_window_update_measuring), self);
}

void
rl_window_class_install_measure_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "measure.lesion", NULL, lesion_action);
  gtk_widget_class_install_action (widget_class, "measure.next", "i", next_action);
  gtk_widget_class_install_action (widget_class, "measure.jump", NULL, jump_action);
  gtk_widget_class_install_action (widget_class, "measure.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "measure.attach", NULL, attach_action);
  gtk_widget_class_install_action (widget_class, "measure.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "measure.toggle-locked", NULL, toggle_locked_action);
  gtk_widget_class_install_action (widget_class, "measure.release-label", NULL, release_label_action);
}
