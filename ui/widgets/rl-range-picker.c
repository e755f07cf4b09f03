/* rl-range-picker.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-range-picker.h"

#include <glib/gi18n-lib.h>

#include "widgets/rl-range-scale.h"

#define LARGEST 1e6
#define NUMBER_CHARS 6

struct _RlRangePicker
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  RlRangeScale  *scale;
  GtkSpinButton *ends[2];
  GtkLabel      *unit;
  gboolean       is_setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlRangePicker, rl_range_picker, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
scale_cb (RlRangePicker *self,
          double         low,
          double         high)
{
  rl_range_picker_set_range (self, low, high);
  g_signal_emit (self, signals[CHANGED], 0, gtk_spin_button_get_value (self->ends[0]),
                 gtk_spin_button_get_value (self->ends[1]));
}

/* The end that is typed takes the other along. */
static void
spin_cb (RlRangePicker *self,
         GParamSpec    *pspec,
         GtkSpinButton *spin)
{
  double value = gtk_spin_button_get_value (spin);
  double low = gtk_spin_button_get_value (self->ends[0]), high = gtk_spin_button_get_value (self->ends[1]);

  if (self->is_setting)
    return;

  if (spin == self->ends[0])
    high = MAX (high, value);
  else
    low = MIN (low, value);
  rl_range_picker_set_range (self, low, high);
  g_signal_emit (self, signals[CHANGED], 0, low, high);
}

static void
rl_range_picker_dispose (GObject *object)
{
  g_clear_pointer (&RL_RANGE_PICKER (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (rl_range_picker_parent_class)->dispose (object);
}

static void
rl_range_picker_class_init (RlRangePickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_range_picker_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkSpinButton *
add_end (RlRangePicker *self,
         GtkWidget     *row,
         const char    *name)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (-LARGEST, LARGEST, 1);

  gtk_editable_set_width_chars (GTK_EDITABLE (spin), NUMBER_CHARS);
  gtk_widget_set_hexpand (spin, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (spin, name);
  gtk_box_append (GTK_BOX (row), spin);
  g_signal_connect_object (spin, "notify::value", G_CALLBACK (spin_cb), self, G_CONNECT_SWAPPED);

  return GTK_SPIN_BUTTON (spin);
}

static void
rl_range_picker_init (RlRangePicker *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->scale = RL_RANGE_SCALE (rl_range_scale_new ());
  g_signal_connect_object (self->scale, "changed", G_CALLBACK (scale_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->scale));

  self->ends[0] = add_end (self, row, _("From"));
  gtk_box_append (GTK_BOX (row), gtk_label_new ("–"));
  self->ends[1] = add_end (self, row, _("To"));
  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "unit");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->unit));
  gtk_box_append (GTK_BOX (self->box), row);
}

GtkWidget *
rl_range_picker_new (void)
{
  return g_object_new (RL_TYPE_RANGE_PICKER, NULL);
}

/**
 * rl_range_picker_set_levels:
 * @self: a picker
 * @levels: (nullable): the values there are; %NULL while they are not known
 */
void
rl_range_picker_set_levels (RlRangePicker        *self,
                            const RimRangeLevels *levels)
{
  g_return_if_fail (RL_IS_RANGE_PICKER (self));

  rl_range_scale_set_levels (self->scale, levels);
}

/**
 * rl_range_picker_set_unit:
 * @self: a picker
 * @unit: of the values, which says how many decimals they have
 * @name: what stands beside them
 */
void
rl_range_picker_set_unit (RlRangePicker *self,
                          RimUnit        unit,
                          const char    *name)
{
  g_return_if_fail (RL_IS_RANGE_PICKER (self));

  self->is_setting = TRUE;
  for (guint n = 0; n < G_N_ELEMENTS (self->ends); n++)
    {
      gtk_spin_button_set_digits (self->ends[n], unit == RIM_UNIT_HU ? 0 : 2);
      gtk_spin_button_set_increments (self->ends[n], unit == RIM_UNIT_HU ? 1 : 0.1, unit == RIM_UNIT_HU ? 10 : 1);
    }
  self->is_setting = FALSE;
  gtk_label_set_label (self->unit, name);
}

/**
 * rl_range_picker_set_digits:
 * @self: a picker
 * @n_digits: how many decimals values have, where their unit does not say it
 * @step: by which arrows change them
 */
void
rl_range_picker_set_digits (RlRangePicker *self,
                            guint          n_digits,
                            double         step)
{
  g_return_if_fail (RL_IS_RANGE_PICKER (self));

  self->is_setting = TRUE;
  for (guint n = 0; n < G_N_ELEMENTS (self->ends); n++)
    {
      gtk_spin_button_set_digits (self->ends[n], n_digits);
      gtk_spin_button_set_increments (self->ends[n], step, 10 * step);
    }
  self->is_setting = FALSE;
}

void
rl_range_picker_set_range (RlRangePicker *self,
                           double         low,
                           double         high)
{
  g_return_if_fail (RL_IS_RANGE_PICKER (self));

  self->is_setting = TRUE;
  gtk_spin_button_set_value (self->ends[0], low);
  gtk_spin_button_set_value (self->ends[1], high);
  self->is_setting = FALSE;
  rl_range_scale_set_range (self->scale, low, high);
}
