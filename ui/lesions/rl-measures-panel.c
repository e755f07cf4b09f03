/* rl-measures-panel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-measures-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rl-format.h"
#include "widgets/rl-value-table.h"

#define UNIT_CHARS 6
#define MM3_PER_ML 1000.0

typedef enum
{
  SECTION_SIZE,
  SECTION_CT,
  SECTION_PET,
  N_SECTIONS
} Section;

typedef enum
{
  UNIT_NONE,
  UNIT_MM,
  UNIT_ML,
  UNIT_CT,
  UNIT_PET,
  UNIT_PET_ML,
} Unit;

/* Where a measure is shown, and what of RimMeasures it is. */
typedef struct
{
  const char *id;
  const char *label;
  const char *tip;
  Section     section;
  Unit        unit;
  guint       n_decimals;
  gsize       offset;
  double      factor;
} Measure;

#define AT(field) G_STRUCT_OFFSET (RimMeasures, field)

static const Measure measures[] = {
  { "volume", N_("Volume"), N_("Number of voxels × their size (IBSI YEKZ)"),
    SECTION_SIZE, UNIT_ML, 2, AT (voxel_volume), 1 / MM3_PER_ML },
  { "mesh-volume", N_("Volume, mesh"), N_("Within the surface (IBSI RNU0)"),
    SECTION_SIZE, UNIT_ML, 2, AT (mesh_volume), 1 / MM3_PER_ML },
  { "long-axis", N_("Longest diameter"), N_("On the axial slice where it is longest"),
    SECTION_SIZE, UNIT_MM, 1, AT (diameters.long_axis), 1 },
  { "short-axis", N_("Perpendicular"), N_("The longest at right angles to it, on the same slice"),
    SECTION_SIZE, UNIT_MM, 1, AT (diameters.short_axis), 1 },
  { "ct-mean", N_("Mean"), N_("Mean of the CT within the lesion (IBSI Q4LE)"),
    SECTION_CT, UNIT_CT, 1, AT (ct.mean), 1 },
  { "ct-sd", N_("SD"), N_("Standard deviation of the CT within the lesion, over all voxels (√ of IBSI ECT3)"),
    SECTION_CT, UNIT_CT, 1, AT (ct.sd), 1 },
  { "ct-min", N_("Minimum"), N_("The lowest voxel of the CT within the lesion (IBSI 1GSF)"),
    SECTION_CT, UNIT_CT, 0, AT (ct.min), 1 },
  { "ct-max", N_("Maximum"), N_("The highest voxel of the CT within the lesion (IBSI 84IY)"),
    SECTION_CT, UNIT_CT, 0, AT (ct.max), 1 },
  { "pet-max", N_("Maximum"), N_("The highest voxel of the PET within the lesion (IBSI 84IY)"),
    SECTION_PET, UNIT_PET, 2, AT (pet.max), 1 },
  { "pet-peak", N_("Peak"), N_("The highest mean over a 1 ml sphere centred in the lesion (PERCIST)"),
    SECTION_PET, UNIT_PET, 2, AT (peak.value), 1 },
  { "pet-mean", N_("Mean"), N_("Mean of the PET within the lesion, on the PET’s grid (IBSI Q4LE)"),
    SECTION_PET, UNIT_PET, 2, AT (pet.mean), 1 },
  { "mtv", N_("MTV"), N_("Metabolic tumour volume: the volume as drawn, on the PET’s grid"),
    SECTION_PET, UNIT_ML, 2, AT (mtv), 1 },
  { "tlg", N_("TLG"), N_("Total lesion glycolysis: mean SUV × MTV; of a PET in SUV only"),
    SECTION_PET, UNIT_PET_ML, 1, AT (tlg), 1 },
};

#undef AT

struct _RlMeasuresPanel
{
  GtkWidget     parent_instance;

  RlMeasurer   *measurer;
  RimUnit       ct_unit;
  RimUnit       pet_unit;
  gboolean      pet_is_corrected;
  RlValueTable *table;
};

G_DEFINE_FINAL_TYPE (RlMeasuresPanel, rl_measures_panel, GTK_TYPE_WIDGET)

static double
get_value (const RimMeasures *from,
           const Measure     *measure)
{
  return G_STRUCT_MEMBER (const double, from, measure->offset) * measure->factor;
}

/* Returns: (nullable): why a measure cannot be had */
static const char *
get_reason (RlMeasuresPanel *self,
            const Measure   *measure)
{
  const char *nothing = self->measurer != NULL ? rl_measurer_get_why_nothing (self->measurer)
                                               : _("Nothing is open");

  if (nothing != NULL)
    return nothing;
  if (measure->section == SECTION_CT)
    return rl_measurer_get_why_no_ct (self->measurer);
  if (measure->section == SECTION_PET)
    return rl_measurer_get_why_no_pet (self->measurer);

  return NULL;
}

/* Becquerels and counts are large, and nobody knows a part of one. */
static guint
get_n_decimals (RlMeasuresPanel *self,
                const Measure   *measure)
{
  return measure->unit == UNIT_PET && !rim_unit_is_suv (self->pet_unit) ? 0 : measure->n_decimals;
}

static gboolean
has_value (const RimMeasures *from,
           const Measure     *measure)
{
  return from != NULL &&
         (measure->section != SECTION_CT || from->has_ct) &&
         (measure->section != SECTION_PET || from->has_pet);
}

static void
update_value (RlMeasuresPanel   *self,
              guint              index,
              const RimMeasures *from)
{
  const Measure *measure = &measures[index];
  gboolean is_known = has_value (from, measure);
  g_autofree char *text = is_known ? rl_format_number (get_value (from, measure),
                                                       get_n_decimals (self, measure))
                                   : g_strdup (RL_NO_VALUE);

  rl_value_table_set_value (self->table, index, text,
                            is_known ? _(measure->tip) : get_reason (self, measure));
}

static void
update (RlMeasuresPanel *self)
{
  const RimMeasures *from = rl_measurer_get_measures (self->measurer);

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    update_value (self, i, from);
}

/* "SUVbw g/ml" is in the section's title; beside each number its first word
 * is enough.
 */
static char *
dup_short_label (RimUnit unit)
{
  const char *label = rim_unit_get_label (unit);
  const char *blank = strchr (label, ' ');

  return blank != NULL ? g_strndup (label, (gsize) (blank - label)) : g_strdup (label);
}

static char *
dup_unit (RlMeasuresPanel *self,
          Unit             unit)
{
  g_autofree char *pet = dup_short_label (self->pet_unit);
  const char *mark = self->pet_is_corrected ? "*" : "";

  switch (unit)
    {
    case UNIT_MM:
      return g_strdup (_("mm"));

    case UNIT_ML:
      return g_strdup (_("ml"));

    case UNIT_CT:
      return dup_short_label (self->ct_unit);

    case UNIT_PET:
      return g_strconcat (pet, mark, NULL);

    case UNIT_PET_ML:
      return rim_unit_is_suv (self->pet_unit) ? g_strdup_printf (_("%s%s·ml"), pet, mark)
                                              : g_strdup ("");

    case UNIT_NONE:
    default:
      return g_strdup ("");
    }
}

static void
update_units (RlMeasuresPanel *self)
{
  const char *label = rim_unit_get_label (self->pet_unit);
  g_autofree char *pet_title = self->pet_is_corrected ? g_strdup_printf (_("PET  %s, corrected"), label)
                                                      : g_strdup_printf (_("PET  %s"), label);

  rl_value_table_set_title (self->table, SECTION_PET, pet_title);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *unit = dup_unit (self, measures[i].unit);

      rl_value_table_set_unit (self->table, i, unit);
    }
}

static void
rl_measures_panel_dispose (GObject *object)
{
  RlMeasuresPanel *self = RL_MEASURES_PANEL (object);

  g_clear_object (&self->measurer);
  if (self->table != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->table));
  self->table = NULL;

  G_OBJECT_CLASS (rl_measures_panel_parent_class)->dispose (object);
}

static void
rl_measures_panel_class_init (RlMeasuresPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_measures_panel_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "measures");
}

static void
rl_measures_panel_init (RlMeasuresPanel *self)
{
  static const char *const titles[N_SECTIONS] = { N_("Size"), N_("CT"), N_("PET") };

  self->ct_unit = RIM_UNIT_HU;
  self->pet_unit = RIM_UNIT_SUVBW;
  self->table = RL_VALUE_TABLE (rl_value_table_new (UNIT_CHARS));
  gtk_widget_set_parent (GTK_WIDGET (self->table), GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      const Measure *measure = &measures[i];

      if (i == 0 || measure->section != measures[i - 1].section)
        rl_value_table_add_section (self->table, _(titles[measure->section]));
      rl_value_table_add_row (self->table, measure->id, _(measure->label), _(measure->tip));
    }
  update_units (self);
}

GtkWidget *
rl_measures_panel_new (void)
{
  return g_object_new (RL_TYPE_MEASURES_PANEL, NULL);
}

/**
 * rl_measures_panel_set_measurer:
 * @self: a panel
 * @measurer: whose measures to show; once
 */
void
rl_measures_panel_set_measurer (RlMeasuresPanel *self,
                                RlMeasurer      *measurer)
{
  g_return_if_fail (RL_IS_MEASURES_PANEL (self));
  g_return_if_fail (self->measurer == NULL);

  self->measurer = g_object_ref (measurer);
  g_signal_connect_object (measurer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * rl_measures_panel_set_units:
 * @self: a panel
 * @ct: the unit of the CT
 * @pet: the unit of the PET
 * @pet_is_corrected: whether the PET stands on what a user typed in
 */
void
rl_measures_panel_set_units (RlMeasuresPanel *self,
                             RimUnit          ct,
                             RimUnit          pet,
                             gboolean         pet_is_corrected)
{
  g_return_if_fail (RL_IS_MEASURES_PANEL (self));

  self->ct_unit = ct;
  self->pet_unit = pet;
  self->pet_is_corrected = pet_is_corrected && rim_unit_is_suv (pet);
  update_units (self);
  if (self->measurer != NULL)
    update (self);
}

/**
 * rl_measures_panel_set_images:
 * @self: a panel
 * @has_ct: whether there is a CT
 * @has_pet: whether there is a PET
 *
 * Measures of an image that a study has not are left out; where there is none yet,
 * all have their place.
 */
void
rl_measures_panel_set_images (RlMeasuresPanel *self,
                              gboolean         has_ct,
                              gboolean         has_pet)
{
  gboolean has_none = !has_ct && !has_pet;
  const gboolean is_shown[N_SECTIONS] = { TRUE, has_ct || has_none, has_pet || has_none };

  g_return_if_fail (RL_IS_MEASURES_PANEL (self));

  for (guint section = 0; section < N_SECTIONS; section++)
    rl_value_table_set_section_visible (self->table, section, is_shown[section]);
}

/**
 * rl_measures_panel_dup_text:
 * @self: a panel
 *
 * Returns: what it shows, a line for each measure, to be pasted elsewhere
 */
char *
rl_measures_panel_dup_text (RlMeasuresPanel *self)
{
  g_return_val_if_fail (RL_IS_MEASURES_PANEL (self), NULL);

  return rl_value_table_dup_text (self->table);
}

/**
 * rl_measures_panel_get_value:
 * @self: a panel
 * @id: which measure, such as "volume" or "pet-max"
 *
 * Returns: (nullable): what is shown for it
 */
const char *
rl_measures_panel_get_value (RlMeasuresPanel *self,
                             const char      *id)
{
  g_return_val_if_fail (RL_IS_MEASURES_PANEL (self), NULL);

  return rl_value_table_get_value (self->table, id);
}
