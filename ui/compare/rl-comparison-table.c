/* rl-comparison-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-comparison-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define UNIT_CHARS 3

#include "core/rl-format.h"
#include "widgets/rl-value-table.h"

typedef enum
{
  SECTION_OVERLAP,
  SECTION_VOLUME,
  SECTION_SURFACE,
  SECTION_EDITING,
  N_SECTIONS
} Section;

/* Where a measure is shown, and what of RimComparison it is. */
typedef struct
{
  const char *id;
  const char *label;
  const char *tip;
  Section     section;
  const char *unit;
  guint       n_decimals;
  gsize       offset;
} Measure;

#define AT(field) G_STRUCT_OFFSET (RimComparison, field)

static const Measure measures[] = {
  { "dice", N_("Dice"), N_("2 |A ∩ B| / (|A| + |B|), of voxels"),
    SECTION_OVERLAP, "", 3, AT (dice) },
  { "jaccard", N_("Jaccard"), N_("|A ∩ B| / |A ∪ B|, of voxels"),
    SECTION_OVERLAP, "", 3, AT (jaccard) },
  { "sensitivity", N_("Part of A in B"), N_("|A ∩ B| / |A|: sensitivity of B, where A is right"),
    SECTION_OVERLAP, "", 3, AT (sensitivity) },
  { "precision", N_("Part of B in A"), N_("|A ∩ B| / |B|: precision of B, where A is right"),
    SECTION_OVERLAP, "", 3, AT (precision) },
  { "volume-a", N_("Volume of A"), N_("Number of voxels × their size"),
    SECTION_VOLUME, N_("ml"), 2, AT (volume_a_ml) },
  { "volume-b", N_("Volume of B"), N_("Number of voxels × their size"),
    SECTION_VOLUME, N_("ml"), 2, AT (volume_b_ml) },
  { "volume-difference", N_("Difference"), N_("Volume of B − volume of A"),
    SECTION_VOLUME, N_("ml"), 2, AT (volume_difference_ml) },
  { "volume-percent", N_("Difference, of A"), N_("(Volume of B − volume of A) / volume of A"),
    SECTION_VOLUME, N_("%"), 1, AT (volume_difference_percent) },
  { "hausdorff", N_("Hausdorff"), N_("The largest distance between surface elements, of both directions"),
    SECTION_SURFACE, N_("mm"), 2, AT (surface.hausdorff) },
  { "hausdorff-95", N_("Hausdorff, 95 %"),
    N_("The larger of both directions’ 95th percentiles, surface elements weighted by area"),
    SECTION_SURFACE, N_("mm"), 2, AT (surface.hausdorff_95) },
  { "mean-distance", N_("Mean distance (MASD)"),
    N_("The mean of both directions’ mean distances, surface elements weighted by area"),
    SECTION_SURFACE, N_("mm"), 2, AT (surface.mean) },
  { "mean-distance-pooled", N_("Mean distance (ASSD)"),
    N_("The mean distance of both directions together, surface elements weighted by area"),
    SECTION_SURFACE, N_("mm"), 2, AT (surface.mean_pooled) },
  { "surface-dice", N_("Surface Dice"),
    N_("The part of both surfaces that lies within the tolerance of the other (Nikolov 2021)"),
    SECTION_SURFACE, "", 3, AT (surface_dice) },
  { "centroid-distance", N_("Between centres"), N_("The distance between the means of the voxels’ centres"),
    SECTION_SURFACE, N_("mm"), 2, AT (centroid_distance_mm) },
  { "added-path", N_("Added path length"),
    N_("The outlines of B’s slices that are not outlines of A: what was drawn anew, without tolerance"),
    SECTION_EDITING, N_("mm"), 0, AT (added_path_mm) },
};

#undef AT

struct _RlComparisonTable
{
  GtkWidget     parent_instance;

  RlValueTable *table;
};

G_DEFINE_FINAL_TYPE (RlComparisonTable, rl_comparison_table, GTK_TYPE_WIDGET)

/* What is undefined or infinite is so as a side has no voxels. */
static const char *
get_reason (const RimComparison *found)
{
  if (found->state == RIM_COMPARISON_A_EMPTY)
    return _("Only B has this lesion");
  if (found->state == RIM_COMPARISON_B_EMPTY)
    return _("Only A has this lesion");

  return _("Neither side has voxels");
}

static char *
format (double value,
        guint  n_decimals)
{
  if (isnan (value))
    return g_strdup (RL_NO_VALUE);

  return isinf (value) ? g_strdup ("∞") : rl_format_number (value, n_decimals);
}

static void
update_value (RlComparisonTable   *self,
              guint                index,
              const RimComparison *found,
              const char          *why_nothing)
{
  const Measure *measure = &measures[index];
  double value = found != NULL ? G_STRUCT_MEMBER (const double, found, measure->offset) : NAN;
  g_autofree char *text = format (value, measure->n_decimals);
  const char *tip = why_nothing;

  if (found != NULL)
    tip = isfinite (value) ? _(measure->tip) : get_reason (found);
  rl_value_table_set_value (self->table, index, text, tip);
}

static void
rl_comparison_table_dispose (GObject *object)
{
  RlComparisonTable *self = RL_COMPARISON_TABLE (object);

  if (self->table != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->table));
  self->table = NULL;

  G_OBJECT_CLASS (rl_comparison_table_parent_class)->dispose (object);
}

static void
rl_comparison_table_class_init (RlComparisonTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_comparison_table_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rl_comparison_table_init (RlComparisonTable *self)
{
  static const char *const titles[N_SECTIONS] = {
    N_("Overlap"), N_("Volume"), N_("Surfaces"), N_("Editing"),
  };

  self->table = RL_VALUE_TABLE (rl_value_table_new (UNIT_CHARS));
  gtk_widget_set_parent (GTK_WIDGET (self->table), GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      const Measure *measure = &measures[i];

      if (i == 0 || measure->section != measures[i - 1].section)
        rl_value_table_add_section (self->table, _(titles[measure->section]));
      rl_value_table_add_row (self->table, measure->id, _(measure->label), _(measure->tip));
      if (*measure->unit != '\0')
        rl_value_table_set_unit (self->table, i, _(measure->unit));
    }
}

GtkWidget *
rl_comparison_table_new (void)
{
  return g_object_new (RL_TYPE_COMPARISON_TABLE, NULL);
}

/**
 * rl_comparison_table_set:
 * @self: a table
 * @found: (nullable): how well two contours agree
 * @why_nothing: (nullable): why that is not known
 */
void
rl_comparison_table_set (RlComparisonTable   *self,
                         const RimComparison *found,
                         const char          *why_nothing)
{
  g_return_if_fail (RL_IS_COMPARISON_TABLE (self));

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    update_value (self, i, found, why_nothing);
}

/**
 * rl_comparison_table_get_value:
 * @self: a table
 * @id: which measure, such as "dice" or "hausdorff-95"
 *
 * Returns: (nullable): what is shown for it
 */
const char *
rl_comparison_table_get_value (RlComparisonTable *self,
                               const char        *id)
{
  g_return_val_if_fail (RL_IS_COMPARISON_TABLE (self), NULL);

  return rl_value_table_get_value (self->table, id);
}
