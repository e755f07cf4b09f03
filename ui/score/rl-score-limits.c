/* rl-score-limits.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "score/rl-input-name.h"

/* As many as are read before the number; the others unfold. */
#define MAX_SHOWN 3

/* How the engine begins the limit that is always seen. */
#define SYNTHETIC "SYNTHETIC"

struct _RlScoreLimits
{
  GtkWidget  parent_instance;

  GtkWidget *purpose;
  GtkWidget *serious;
  GtkBox    *lines;
  GtkWidget *more;
  gboolean   is_synthetic;
  GPtrArray *limits;         /* of RimScoreLimit, with names as people read them; nullable */
  gboolean   has_all;
};

G_DEFINE_FINAL_TYPE (RlScoreLimits, rl_score_limits, GTK_TYPE_WIDGET)

static GtkWidget *
new_line (const char *icon,
          const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

/* It is said above all limits, whether there is a score or not. */
static gboolean
is_said (RlScoreLimits       *self,
         const RimScoreLimit *limit)
{
  return self->is_synthetic && g_str_has_prefix (limit->text, SYNTHETIC);
}

static void
add_limit (RlScoreLimits       *self,
           const RimScoreLimit *limit)
{
  GtkWidget *line = new_line (limit->is_serious ? "dialog-warning-symbolic" : "dialog-information-symbolic",
                              limit->text);

  gtk_widget_add_css_class (line, limit->is_serious ? "score-serious" : "score-limit");
  gtk_box_append (self->lines, line);
}

static guint
count_serious (RlScoreLimits *self)
{
  guint n = 0;

  for (guint i = 0; i < self->limits->len; i++)
    n += ((RimScoreLimit *) self->limits->pdata[i])->is_serious;

  return n;
}

/* Returns: whether there is a serious limit that is not said above all of them */
static gboolean
has_serious (RlScoreLimits *self)
{
  for (guint i = 0; i < self->limits->len; i++)
    if (((RimScoreLimit *) self->limits->pdata[i])->is_serious && !is_said (self, self->limits->pdata[i]))
      return TRUE;

  return FALSE;
}

/* A serious limit is never folded away. */
static guint
get_n_shown (RlScoreLimits *self)
{
  guint n = self->limits->len;
  guint most = MAX (MAX_SHOWN, count_serious (self));

  return self->has_all || n <= most + 1 ? n : most;
}

static void
add_limits (RlScoreLimits *self)
{
  guint left = get_n_shown (self);

  for (int is_serious = TRUE; is_serious >= FALSE; is_serious--)
    for (guint i = 0; i < self->limits->len && left > 0; i++)
      {
        const RimScoreLimit *limit = g_ptr_array_index (self->limits, i);

        if (!!limit->is_serious != is_serious || is_said (self, limit))
          continue;
        add_limit (self, limit);
        left--;
      }
}

static void
show (RlScoreLimits *self)
{
  guint n = self->limits != NULL ? self->limits->len : 0;
  guint n_more = n > 0 ? n - get_n_shown (self) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u more limit", "%u more limits", n_more), n_more);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  if (n > 0)
    add_limits (self);
  gtk_widget_set_visible (self->serious, n > 0 && has_serious (self));
  gtk_widget_set_visible (GTK_WIDGET (self->lines), n > 0);
  gtk_button_set_label (GTK_BUTTON (self->more), text);
  gtk_widget_set_visible (self->more, n_more > 0);
}

static void
more_cb (RlScoreLimits *self)
{
  self->has_all = TRUE;
  show (self);
}

static void
rl_score_limits_dispose (GObject *object)
{
  RlScoreLimits *self = RL_SCORE_LIMITS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->limits, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_score_limits_parent_class)->dispose (object);
}

static void
rl_score_limits_class_init (RlScoreLimitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_score_limits_dispose;

  gtk_widget_class_set_css_name (widget_class, "scorelimits");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_score_limits_init (RlScoreLimits *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Limits of the score"), -1);

  self->purpose = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->purpose), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (self->purpose), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (self->purpose), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (self->purpose), 20);
  gtk_widget_add_css_class (self->purpose, "score-purpose");
  gtk_widget_set_parent (self->purpose, GTK_WIDGET (self));

  self->serious = gtk_label_new (_("Do not rely on this score:"));
  gtk_label_set_xalign (GTK_LABEL (self->serious), 0.0f);
  gtk_widget_add_css_class (self->serious, "score-serious");
  gtk_widget_set_parent (self->serious, GTK_WIDGET (self));

  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_set_parent (GTK_WIDGET (self->lines), GTK_WIDGET (self));

  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "small-button");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);

  rl_score_limits_set_synthetic (self, FALSE);
  show (self);
}

GtkWidget *
rl_score_limits_new (void)
{
  return g_object_new (RL_TYPE_SCORE_LIMITS, NULL);
}

/**
 * rl_score_limits_set_synthetic:
 * @self: limits
 * @is_synthetic: whether the signature was learned from made-up patients
 */
void
rl_score_limits_set_synthetic (RlScoreLimits *self,
                               gboolean       is_synthetic)
{
  g_return_if_fail (RL_IS_SCORE_LIMITS (self));

  self->is_synthetic = !!is_synthetic;
  gtk_label_set_text (GTK_LABEL (self->purpose),
                      is_synthetic ? _("SYNTHETIC: learned from made-up patients. Research use only.")
                                   : _("Research use only. Not for decisions on patients."));
  if (is_synthetic)
    gtk_widget_add_css_class (self->purpose, "score-synthetic");
  else
    gtk_widget_remove_css_class (self->purpose, "score-synthetic");
}

static gboolean
is_same (GPtrArray *a,
         GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;

  for (guint i = 0; i < a->len; i++)
    {
      const RimScoreLimit *x = a->pdata[i];
      const RimScoreLimit *y = b->pdata[i];

      if (x->is_serious != y->is_serious || g_strcmp0 (x->text, y->text) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
limit_free (gpointer data)
{
  RimScoreLimit *self = data;

  g_free (self->text);
  g_free (self);
}

/* Whole names of features are replaced by what people call them. */
static char *
translate_text (const RimScore *score,
                RimProfile      profile,
                const char     *text)
{
  GString *string = g_string_new (text);

  for (guint i = 0; i < score->inputs->len; i++)
    {
      const RimScoreInput *input = score->inputs->pdata[i];
      g_autoptr(RlInputName) name = NULL;
      g_autofree char *title = NULL;

      if (strstr (string->str, input->name) == NULL)
        continue;

      name = rl_input_name_new (input->name, profile);
      title = g_strdup_printf ("%s, %s", name->title, name->where);
      if (name->is_feature)
        g_string_replace (string, input->name, *name->where != '\0' ? title : name->title, 0);
    }

  return g_string_free (string, FALSE);
}

static GPtrArray *
translate (const RimScore *score,
           RimProfile      profile)
{
  GPtrArray *limits = g_ptr_array_new_with_free_func (limit_free);

  for (guint i = 0; i < score->limits->len; i++)
    {
      const RimScoreLimit *from = score->limits->pdata[i];
      RimScoreLimit *limit = g_new (RimScoreLimit, 1);

      *limit = (RimScoreLimit) { from->is_serious, translate_text (score, profile, from->text) };
      g_ptr_array_add (limits, limit);
    }

  return limits;
}

/**
 * rl_score_limits_set_score:
 * @self: limits
 * @score: (nullable): whose
 * @profile: whose features its inputs are
 *
 * Nothing moves as long as a stroke changes none.
 */
void
rl_score_limits_set_score (RlScoreLimits  *self,
                           const RimScore *score,
                           RimProfile      profile)
{
  GPtrArray *limits = score != NULL ? translate (score, profile) : NULL;
  gboolean same = is_same (limits, self->limits);

  g_return_if_fail (RL_IS_SCORE_LIMITS (self));

  g_clear_pointer (&self->limits, g_ptr_array_unref);
  self->limits = limits;
  if (!same)
    show (self);
}

/* Returns: (transfer full): all of it in words, a line each */
char *
rl_score_limits_dup_text (RlScoreLimits *self)
{
  GString *text;

  g_return_val_if_fail (RL_IS_SCORE_LIMITS (self), NULL);

  text = g_string_new (gtk_label_get_text (GTK_LABEL (self->purpose)));
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    g_string_append_printf (text, "\n%s", gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (line))));

  return g_string_free (text, FALSE);
}
