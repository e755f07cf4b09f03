/* rl-score-distribution.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-distribution.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-contrast.h"
#include "core/rl-snapshot.h"
#include "score/rl-score-text.h"

#define MAX_BINS   32
#define BARS       44
#define BAND       6
#define GAP        2
#define MIN_WIDTH  120
#define SMALL      0.85
#define DIM        0.65f
#define PLAIN      0.35f
#define ABOVE      0.6f

struct _RlScoreDistribution
{
  GtkWidget    parent_instance;

  double      *margins;       /* of training, rising */
  gsize        n_margins;
  double       cut_off;
  double       mark;
  double       low;
  double       high;

  double       begin;         /* of the axis */
  double       end;
  guint        counts[MAX_BINS];
  guint        n_bins;
  guint        most;
  PangoLayout *labels[3];     /* begin, cut-off, end */
};

G_DEFINE_FINAL_TYPE (RlScoreDistribution, rl_score_distribution, GTK_TYPE_WIDGET)

static int
get_text_height (RlScoreDistribution *self)
{
  int height;

  pango_layout_get_pixel_size (self->labels[0], NULL, &height);

  return height;
}

static void
rl_score_distribution_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  else
    *minimum = *natural = BARS + BAND + 2 * GAP + get_text_height (RL_SCORE_DISTRIBUTION (widget));
}

static double
to_x (RlScoreDistribution *self,
      double               value)
{
  double part = (value - self->begin) / (self->end - self->begin);

  return floor (CLAMP (part, 0.0, 1.0) * (gtk_widget_get_width (GTK_WIDGET (self)) - 1));
}

/* Bars right of the cut-off are stronger; the line of the cut-off divides them as well. */
static void
paint_bars (RlScoreDistribution *self,
            GtkSnapshot         *snapshot,
            const GdkRGBA       *ink)
{
  double step = (self->end - self->begin) / self->n_bins;

  for (guint bin = 0; bin < self->n_bins; bin++)
    {
      double from = self->begin + bin * step;
      double x = to_x (self, from);
      double width = MAX (to_x (self, from + step) - x - 1, 1);
      double height = ceil ((double) self->counts[bin] / self->most * BARS);
      GdkRGBA color = *ink;

      color.alpha *= from + step / 2 > self->cut_off ? ABOVE : PLAIN;
      if (self->counts[bin] > 0)
        rl_snapshot_append_rect (snapshot, &color, x, BARS - height, width, height);
    }
}

static void
paint_mark (RlScoreDistribution *self,
            GtkSnapshot         *snapshot,
            const GdkRGBA       *color)
{
  double x = to_x (self, self->mark);

  if (!isfinite (self->mark))
    return;

  rl_snapshot_append_rect (snapshot, color, x - 1, 0, 3, BARS + GAP + BAND);
  if (isfinite (self->low) && isfinite (self->high))
    rl_snapshot_append_rect (snapshot, color, to_x (self, self->low), BARS + GAP + BAND / 2.0 - 1,
                             MAX (to_x (self, self->high) - to_x (self, self->low), 3), 3);
}

/* The cut-off is named where its line is, the ends where there is room beside it. */
static void
paint_labels (RlScoreDistribution *self,
              GtkSnapshot         *snapshot,
              const GdkRGBA       *color)
{
  int all = gtk_widget_get_width (GTK_WIDGET (self));
  int widths[3];
  double x[3];

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    pango_layout_get_pixel_size (self->labels[i], &widths[i], NULL);
  x[0] = 0;
  x[2] = all - widths[2];
  x[1] = CLAMP (to_x (self, self->cut_off) - widths[1] / 2.0, 0, all - widths[1]);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gboolean is_free = i == 1 || (i == 0 ? widths[0] + GAP < x[1] : x[2] > x[1] + widths[1] + GAP);

      if (!is_free)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x[i], BARS + BAND + 2 * GAP));
      gtk_snapshot_append_layout (snapshot, self->labels[i], color);
      gtk_snapshot_restore (snapshot);
    }
}

static void
rl_score_distribution_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  RlScoreDistribution *self = RL_SCORE_DISTRIBUTION (widget);
  GdkRGBA ink, dim;
  GdkRGBA accent;

  if (self->n_bins == 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  dim = ink;
  dim.alpha *= rl_contrast_fade (DIM);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color", &accent))
    accent = ink;

  paint_bars (self, snapshot, &ink);
  rl_snapshot_append_rect (snapshot, &ink, to_x (self, self->cut_off), 0, 1, BARS + GAP);
  rl_snapshot_append_rect (snapshot, &dim, 0, BARS, gtk_widget_get_width (widget), 1);
  paint_mark (self, snapshot, &accent);
  paint_labels (self, snapshot, &dim);
}

static void
rl_score_distribution_dispose (GObject *object)
{
  RlScoreDistribution *self = RL_SCORE_DISTRIBUTION (object);

  g_clear_pointer (&self->margins, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->labels); i++)
    g_clear_object (&self->labels[i]);

  G_OBJECT_CLASS (rl_score_distribution_parent_class)->dispose (object);
}

static void
rl_score_distribution_class_init (RlScoreDistributionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_score_distribution_dispose;
  widget_class->measure = rl_score_distribution_measure;
  widget_class->snapshot = rl_score_distribution_snapshot;

  gtk_widget_class_set_css_name (widget_class, "scoredistribution");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rl_score_distribution_init (RlScoreDistribution *self)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  self->mark = self->low = self->high = NAN;
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL));
  for (guint i = 0; i < G_N_ELEMENTS (self->labels); i++)
    {
      self->labels[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_attributes (self->labels[i], attributes);
    }
}

GtkWidget *
rl_score_distribution_new (void)
{
  return g_object_new (RL_TYPE_SCORE_DISTRIBUTION, NULL);
}

/* The mark has a place on the axis, however far out it is. */
static void
find_axis (RlScoreDistribution *self)
{
  const double values[] = { self->cut_off, self->mark, self->low, self->high };

  self->begin = INFINITY;
  self->end = -INFINITY;
  for (gsize i = 0; i < self->n_margins; i++)
    {
      self->begin = MIN (self->begin, self->margins[i]);
      self->end = MAX (self->end, self->margins[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (isfinite (values[i]))
      {
        self->begin = MIN (self->begin, values[i]);
        self->end = MAX (self->end, values[i]);
      }
  if (self->end <= self->begin)
    {
      self->begin -= 1;
      self->end += 1;
    }
}

static void
count (RlScoreDistribution *self)
{
  const double width = self->end - self->begin;

  self->n_bins = (guint) CLAMP (2 * sqrt ((double) self->n_margins), 4, MAX_BINS);
  self->most = 1;
  for (guint bin = 0; bin < self->n_bins; bin++)
    self->counts[bin] = 0;
  for (gsize i = 0; i < self->n_margins; i++)
    {
      guint bin = (guint) ((self->margins[i] - self->begin) / width * self->n_bins);

      bin = MIN (bin, self->n_bins - 1);
      self->counts[bin]++;
      self->most = MAX (self->most, self->counts[bin]);
    }
}

static void
set_label (RlScoreDistribution *self,
           guint                label,
           double               value)
{
  g_autofree char *number = rl_score_text_margin (value);
  g_autofree char *text = label == 1 ? g_strdup_printf (_("cut-off %s"), number) : g_steal_pointer (&number);

  pango_layout_set_text (self->labels[label], text, -1);
}

static void
update (RlScoreDistribution *self)
{
  if (self->n_margins == 0)
    {
      self->n_bins = 0;
      return;
    }

  find_axis (self);
  count (self);
  set_label (self, 0, self->begin);
  set_label (self, 1, self->cut_off);
  set_label (self, 2, self->end);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rl_score_distribution_set_training:
 * @self: a distribution
 * @margins: (array length=n_margins): of those that were learned from; copied
 * @n_margins: how many
 * @cut_off: above which a score is high
 */
void
rl_score_distribution_set_training (RlScoreDistribution *self,
                                    const double        *margins,
                                    gsize                n_margins,
                                    double               cut_off)
{
  g_return_if_fail (RL_IS_SCORE_DISTRIBUTION (self));

  g_free (self->margins);
  self->margins = g_memdup2 (margins, n_margins * sizeof *margins);
  self->n_margins = n_margins;
  self->cut_off = cut_off;
  update (self);
}

/**
 * rl_score_distribution_set_mark:
 * @self: a distribution
 * @margin: of this patient; NAN for none
 * @low: of the interval that contours leave open; NAN for none
 * @high: its upper end
 */
void
rl_score_distribution_set_mark (RlScoreDistribution *self,
                                double               margin,
                                double               low,
                                double               high)
{
  g_return_if_fail (RL_IS_SCORE_DISTRIBUTION (self));

  self->mark = margin;
  self->low = low;
  self->high = high;
  update (self);
}

/**
 * rl_score_distribution_set_text:
 * @self: a distribution
 * @text: what it shows, for who cannot see it
 */
void
rl_score_distribution_set_text (RlScoreDistribution *self,
                                const char          *text)
{
  g_return_if_fail (RL_IS_SCORE_DISTRIBUTION (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}
