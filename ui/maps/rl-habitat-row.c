/* rl-habitat-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-habitat-row.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"
#include "core/rl-format.h"
#include "widgets/rl-swatch.h"

#define MM3_PER_ML 1000.0

struct _RlHabitatRow
{
  GtkWidget        parent_instance;

  RlHabitatFinder *finder;
  guint            habitat;
  GtkWidget       *box;
  RlSwatch        *swatch;
  GtkToggleButton *shown;
  gboolean         is_setting;
};

enum
{
  MAKE_CONTOUR,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlHabitatRow, rl_habitat_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
update (RlHabitatRow *self)
{
  const gboolean is_visible = rl_habitat_finder_is_visible (self->finder, self->habitat);

  self->is_setting = TRUE;
  gtk_toggle_button_set_active (self->shown, is_visible);
  self->is_setting = FALSE;
  rl_swatch_set (self->swatch, rl_habitat_finder_get_color (self->habitat), self->habitat + 1, is_visible);
}

static void
shown_cb (RlHabitatRow *self)
{
  if (!self->is_setting)
    rl_habitat_finder_set_visible (self->finder, self->habitat, gtk_toggle_button_get_active (self->shown));
}

static void
contour_cb (RlHabitatRow *self)
{
  g_signal_emit (self, signals[MAKE_CONTOUR], 0, self->habitat);
}

static void
enter_cb (RlHabitatRow *self)
{
  rl_habitat_finder_point_at (self->finder, (int) self->habitat);
}

static void
leave_cb (RlHabitatRow *self)
{
  rl_habitat_finder_point_at (self->finder, -1);
}

static void
rl_habitat_row_unmap (GtkWidget *widget)
{
  RlHabitatRow *self = RL_HABITAT_ROW (widget);

  rl_habitat_finder_point_at (self->finder, -1);
  GTK_WIDGET_CLASS (rl_habitat_row_parent_class)->unmap (widget);
}

static void
rl_habitat_row_dispose (GObject *object)
{
  RlHabitatRow *self = RL_HABITAT_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->finder);

  G_OBJECT_CLASS (rl_habitat_row_parent_class)->dispose (object);
}

static void
rl_habitat_row_class_init (RlHabitatRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_habitat_row_dispose;
  widget_class->unmap = rl_habitat_row_unmap;

  signals[MAKE_CONTOUR] = g_signal_new ("make-contour", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_habitat_row_init (RlHabitatRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "habitat");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (focus, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static GtkWidget *
append_label (GtkWidget  *box,
              const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
add_volume (RlHabitatRow *self,
            GtkWidget    *row)
{
  const RimStudyHabitats *found = rl_habitat_finder_get_found (self->finder);
  g_autofree char *ml = rl_format_number (rim_mask_get_volume (g_ptr_array_index (found->masks, self->habitat)) /
                                          MM3_PER_ML, 2);
  g_autofree char *percent = rl_format_number (100.0 * found->habitats->fractions[self->habitat], 1);
  g_autofree char *volume = g_strdup_printf ("%s ml", ml);
  g_autofree char *part = g_strdup_printf ("%s %%", percent);

  append_label (row, volume, "numeric");
  append_label (row, part, "numeric");
}

static char *
dup_value (double      value,
           const char *unit)
{
  return g_strdup_printf ("%.4g%s%s", value, *unit != '\0' ? " " : "", unit);
}

/* What it is like in each map. */
static void
add_values (RlHabitatRow *self)
{
  const RimHabitats *habitats = rl_habitat_finder_get_found (self->finder)->habitats;

  for (guint m = 0; m < habitats->n_maps; m++)
    {
      const gsize i = self->habitat * habitats->n_maps + m;
      const char *unit = rl_habitat_finder_get_found_unit (self->finder, m);
      g_autofree char *mean = dup_value (habitats->centers[i], unit);
      g_autofree char *median = dup_value (habitats->medians[i], "");
      /* Translators: a map, and its mean and median in a part of a lesion. */
      g_autofree char *text = g_strdup_printf (_("%s: %s, median %s"),
                                               rl_habitat_finder_get_found_title (self->finder, m), mean, median);
      GtkWidget *label = append_label (self->box, text, "caption");

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_set_tooltip_text (label, text);
    }
}

static void
add_heading (RlHabitatRow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *contour = gtk_button_new ();
  g_autofree char *name = g_strdup_printf (_("Habitat %u"), self->habitat + 1);
  g_autofree char *show = g_strdup_printf (_("Show habitat %u"), self->habitat + 1);
  g_autofree char *make = g_strdup_printf (_("Make habitat %u a contour"), self->habitat + 1);

  self->swatch = RL_SWATCH (rl_swatch_new ());
  self->shown = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_child (GTK_BUTTON (self->shown), GTK_WIDGET (self->swatch));
  gtk_button_set_has_frame (GTK_BUTTON (self->shown), FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->shown), show);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shown), GTK_ACCESSIBLE_PROPERTY_LABEL, show, -1);
  g_signal_connect_object (self->shown, "toggled", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->shown));

  gtk_widget_set_hexpand (append_label (row, name, "heading"), TRUE);
  add_volume (self, row);

  rl_accessible_set_icon_button (GTK_BUTTON (contour), "list-add-symbolic", make, make);
  gtk_button_set_has_frame (GTK_BUTTON (contour), FALSE);
  g_signal_connect_object (contour, "clicked", G_CALLBACK (contour_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), contour);
  gtk_box_append (GTK_BOX (self->box), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
rl_habitat_row_new (RlHabitatFinder *finder,
                    guint            habitat)
{
  RlHabitatRow *self = g_object_new (RL_TYPE_HABITAT_ROW, NULL);

  self->finder = g_object_ref (finder);
  self->habitat = habitat;
  add_heading (self);
  add_values (self);
  update (self);
  g_signal_connect_object (finder, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
