/* rl-waterfall.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-waterfall.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-accessible.h"
#include "score/rl-input-name.h"
#include "score/rl-score-text.h"

/* More steps than these are summed, until all are asked for. */
#define MAX_STEPS 10

struct _RlWaterfall
{
  GtkWidget       parent_instance;

  GtkListBox     *list;
  GPtrArray      *rows;         /* of RlWaterfallRow, in their order */
  GPtrArray      *names;        /* of inputs, by row; NULL for others */
  GHashTable     *titles;       /* name of an input -> RlInputName */
  RimProfile      profile;
  GPtrArray      *inputs;       /* of RimScoreInput; held; nullable */
  double          base;
  double          margin;
  gboolean        has_all;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlWaterfall, rl_waterfall, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
row_activated_cb (RlWaterfall   *self,
                  GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);
  const char *name = index < self->names->len ? g_ptr_array_index (self->names, index) : NULL;

  if (name != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, name);
}

static void
rl_waterfall_dispose (GObject *object)
{
  RlWaterfall *self = RL_WATERFALL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_waterfall_parent_class)->dispose (object);
}

static void
rl_waterfall_class_init (RlWaterfallClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_waterfall_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "waterfall");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rl_waterfall_init (RlWaterfall *self)
{
  self->rows = g_ptr_array_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rl_input_name_free);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Reasons for the score"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rl_waterfall_new (void)
{
  return g_object_new (RL_TYPE_WATERFALL, NULL);
}

static RlWaterfallRow *
ensure_row (RlWaterfall *self,
            guint        index)
{
  GtkWidget *row;
  GtkWidget *child;

  if (index < self->rows->len)
    return g_ptr_array_index (self->rows, index);

  row = gtk_list_box_row_new ();
  child = rl_waterfall_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->rows, child);
  g_ptr_array_add (self->names, NULL);

  return RL_WATERFALL_ROW (child);
}

static void
set_row (RlWaterfall          *self,
         guint                 index,
         const RlWaterfallBar *bar,
         const char           *name,
         const char           *tip)
{
  RlWaterfallRow *row = ensure_row (self, index);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));
  char *copy = g_strdup (name);

  g_free (self->names->pdata[index]);
  self->names->pdata[index] = copy;
  rl_waterfall_row_set (row, bar);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (parent), name != NULL);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (parent), tip) != 0)
    gtk_widget_set_tooltip_text (parent, tip);
  rl_accessible_name_row (GTK_WIDGET (row), rl_waterfall_row_get_label (row));
}

static void
drop_rows (RlWaterfall *self,
           guint        n)
{
  while (self->rows->len > n)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, self->rows->len - 1);

      gtk_list_box_remove (self->list, gtk_widget_get_parent (row));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
      g_ptr_array_set_size (self->names, (int) self->names->len - 1);
    }
}

static const RimScoreInput *
get_input (RlWaterfall *self,
           guint        i)
{
  return g_ptr_array_index (self->inputs, i);
}

/* Reading names takes longer than all else of a row. */
static const RlInputName *
find_title (RlWaterfall *self,
            const char  *name)
{
  RlInputName *title = g_hash_table_lookup (self->titles, name);

  if (title == NULL)
    {
      title = rl_input_name_new (name, self->profile);
      g_hash_table_insert (self->titles, g_strdup (name), title);
    }

  return title;
}

static char *
dup_value (const RimScoreInput *input)
{
  g_autofree char *fill = NULL;

  if (input->is_filled)
    {
      fill = rl_score_text_value (input->fill);
      return g_strdup_printf (_("missing, taken as %s"), fill);
    }
  if (!isfinite (input->value))
    return g_strdup (_("missing"));

  return input->text != NULL ? g_strdup (input->text) : rl_score_text_value (input->value);
}

/* Whether the signature knows such values, the value, and where it stands. There is little
 * room: the tip says the first in words.
 */
static char *
dup_detail (const RimScoreInput *input,
            const RlInputName   *title)
{
  g_autofree char *value = dup_value (input);

  return g_strconcat (input->is_outside ? "⚠ " : "", value, *title->where != '\0' ? " · " : "", title->where, NULL);
}

static char *
dup_tip (const RimScoreInput *input,
         const RlInputName   *title)
{
  g_autofree char *value = dup_value (input);
  g_autofree char *low = rl_score_text_value (input->low);
  g_autofree char *high = rl_score_text_value (input->high);
  g_autofree char *range =
    g_strdup_printf (input->is_outside ? _("Value %s, outside of training: %s to %s")
                                       : _("Value %s; from %s to %s in training"), value, low, high);
  const char *hint = title->map != NULL ? _("Enter shows its map over the image") : NULL;

  if (!title->is_feature)
    return g_strjoin ("\n", title->title, range, NULL);

  return g_strjoin ("\n", title->title, title->where, range, title->definition, hint, NULL);
}

/* The axis has all places that a bar begins or ends at. */
static void
find_axis (RlWaterfall *self,
           double      *low,
           double      *high)
{
  double at = self->base;

  *low = *high = at;
  for (guint i = 0; i < self->inputs->len; i++)
    {
      at += get_input (self, i)->contribution;
      *low = MIN (*low, at);
      *high = MAX (*high, at);
    }
}

static void
show_input (RlWaterfall         *self,
            const RimScoreInput *input,
            guint                index,
            RlWaterfallBar       bar)
{
  const RlInputName *title = find_title (self, input->name);
  g_autofree char *detail = dup_detail (input, title);
  g_autofree char *tip = dup_tip (input, title);

  bar.kind = RL_WATERFALL_STEP;
  bar.title = title->title;
  bar.detail = detail;
  bar.is_warning = input->is_outside || input->is_filled || !isfinite (input->value);
  set_row (self, index, &bar, input->name, tip);
}

static void
show_rest (RlWaterfall    *self,
           guint           index,
           guint           n,
           RlWaterfallBar  bar)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u other", "%u others", n), n);

  bar.kind = RL_WATERFALL_REST;
  bar.title = title;
  bar.detail = _("together");
  set_row (self, index, &bar, NULL, NULL);
}

static void
show_end (RlWaterfall    *self,
          guint           index,
          double          at,
          gboolean        is_total)
{
  RlWaterfallBar bar = { .begin = at, .end = at, .low = at, .high = at };

  bar.kind = is_total ? RL_WATERFALL_TOTAL : RL_WATERFALL_BASE;
  bar.title = is_total ? _("Score") : _("Average of training");
  set_row (self, index, &bar, NULL, NULL);
}

static void
show (RlWaterfall *self)
{
  const guint n = self->inputs->len;
  const guint n_steps = self->has_all || n <= MAX_STEPS + 1 ? n : MAX_STEPS;
  RlWaterfallBar bar = { .begin = self->base };
  guint row = 0;

  find_axis (self, &bar.low, &bar.high);
  show_end (self, row++, self->base, FALSE);
  for (guint i = 0; i < n_steps; i++)
    {
      bar.end = bar.begin + get_input (self, i)->contribution;
      show_input (self, get_input (self, i), row++, bar);
      bar.begin = bar.end;
    }
  if (n_steps < n)
    {
      bar.end = self->margin;
      show_rest (self, row++, n - n_steps, bar);
    }
  show_end (self, row++, self->margin, TRUE);
  drop_rows (self, row);
}

/**
 * rl_waterfall_set_score:
 * @self: a waterfall
 * @score: (nullable): what to explain; its inputs are held
 * @profile: whose features they are
 */
void
rl_waterfall_set_score (RlWaterfall    *self,
                        const RimScore *score,
                        RimProfile      profile)
{
  GPtrArray *inputs = score != NULL ? g_ptr_array_ref (score->inputs) : NULL;

  g_return_if_fail (RL_IS_WATERFALL (self));

  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  self->inputs = inputs;
  if (self->profile != profile)
    g_hash_table_remove_all (self->titles);
  self->profile = profile;
  if (score == NULL)
    {
      drop_rows (self, 0);
      return;
    }

  self->base = score->base;
  self->margin = score->margin;
  show (self);
}

/**
 * rl_waterfall_set_all:
 * @self: a waterfall
 * @all: whether every input has a row, not only those that matter most
 */
void
rl_waterfall_set_all (RlWaterfall *self,
                      gboolean     all)
{
  g_return_if_fail (RL_IS_WATERFALL (self));

  if (self->has_all == !!all)
    return;

  self->has_all = !!all;
  if (self->inputs != NULL)
    show (self);
}

guint
rl_waterfall_get_n_rows (RlWaterfall *self)
{
  g_return_val_if_fail (RL_IS_WATERFALL (self), 0);

  return self->rows->len;
}

/* Returns: what a screen reader says of a row */
const char *
rl_waterfall_get_label (RlWaterfall *self,
                        guint        row)
{
  g_return_val_if_fail (RL_IS_WATERFALL (self), NULL);
  g_return_val_if_fail (row < self->rows->len, NULL);

  return rl_waterfall_row_get_label (g_ptr_array_index (self->rows, row));
}

/* As Enter and a click do. */
void
rl_waterfall_activate (RlWaterfall *self,
                       guint        row)
{
  g_return_if_fail (RL_IS_WATERFALL (self));
  g_return_if_fail (row < self->rows->len);

  row_activated_cb (self, gtk_list_box_get_row_at_index (self->list, (int) row));
}
