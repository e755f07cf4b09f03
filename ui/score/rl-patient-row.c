/* rl-patient-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-patient-row.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"
#include "core/rl-format.h"
#include "score/rl-lesion-picture.h"
#include "score/rl-score-text.h"

#define MM3_PER_ML 1000.0

struct _RlPatientRow
{
  GtkWidget   parent_instance;

  GtkPicture *picture;
  GtkLabel   *title;
  GtkLabel   *size;
  GtkLabel   *score;
  GtkWidget  *open;
};

enum
{
  OPEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlPatientRow, rl_patient_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
open_cb (RlPatientRow *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

static void
rl_patient_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rl_patient_row_parent_class)->dispose (object);
}

static void
rl_patient_row_class_init (RlPatientRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_patient_row_dispose;

  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "patientrow");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkLabel *
add_line (GtkWidget  *box,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
rl_patient_row_init (RlPatientRow *self)
{
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 12);
  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), RL_LESION_PICTURE_SIZE, RL_LESION_PICTURE_SIZE);
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));

  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (text, TRUE);
  self->title = add_line (text, "heading");
  self->size = add_line (text, "dim-label");
  self->score = add_line (text, "score-line");
  gtk_widget_set_parent (text, GTK_WIDGET (self));

  self->open = gtk_button_new_with_label (_("Review"));
  gtk_widget_set_valign (self->open, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->open, "small-button");
  gtk_widget_set_tooltip_text (self->open, _("Open this lesion in Review"));
  gtk_widget_set_parent (self->open, GTK_WIDGET (self));
  g_signal_connect_object (self->open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rl_patient_row_new (void)
{
  return g_object_new (RL_TYPE_PATIENT_ROW, NULL);
}

static char *
dup_size (const RimLesionTime *time)
{
  g_autofree char *volume = rl_format_number (time->volume / MM3_PER_ML, 2);
  g_autofree char *axis = rl_format_number (time->long_axis, 1);
  const char *image = time->image->title != NULL ? time->image->title : "";

  return g_strdup_printf ("%s ml · %s mm · %s", volume, axis, image);
}

static char *
dup_score (const RlPatientLesion *lesion)
{
  const RimScore *score = lesion->answer != NULL ? lesion->answer->score : NULL;
  g_autofree char *margin = NULL;
  g_autofree char *probability = NULL;

  if (lesion->problem != NULL)
    return g_strdup (lesion->problem);
  if (score == NULL)
    return g_strdup ("…");

  margin = rl_score_text_margin (score->margin);
  probability = rl_score_text_probability (score->probability);

  return g_strdup_printf (_("Score %s · probability %s · %s"), margin, probability,
                          rl_score_text_group (score->is_high));
}

/**
 * rl_patient_row_show:
 * @self: a row of a list
 * @lesion: what it shows
 */
void
rl_patient_row_show (RlPatientRow          *self,
                     const RlPatientLesion *lesion)
{
  g_autofree char *date = rl_format_date (lesion->time->image->date);
  g_autofree char *title = g_strdup_printf ("%s · %s", lesion->time->lesion->name, date);
  g_autofree char *size = dup_size (lesion->time);
  g_autofree char *score = dup_score (lesion);
  g_autofree char *label = g_strjoin (", ", title, size, score, NULL);

  g_return_if_fail (RL_IS_PATIENT_ROW (self));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->size, size);
  gtk_label_set_text (self->score, score);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->score), lesion->problem);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (lesion->picture));
  gtk_widget_set_sensitive (self->open, lesion->time->image->series_id != 0);
  rl_accessible_name_row (GTK_WIDGET (self), label);
}
