/* rl-layouts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *id;
  const char *name;
  const char *text;
} Row;

/* The same text as the user's own are stored in. */
static const Row table[] = {
  { "one", N_("One plane"),
    "([1], [1], [('plane', 'follow', 'axial', 'current', 0, 0, 1, 1)])" },
  { "two", N_("Two planes"),
    "([1, 1], [1],"
    " [('plane', 'follow', 'axial', 'current', 0, 0, 1, 1),"
    "  ('plane', 'follow', 'coronal', 'current', 1, 0, 1, 1)])" },
  { "three", N_("Three planes"),
    "([2, 1], [1, 1],"
    " [('plane', 'follow', 'axial', 'current', 0, 0, 1, 2),"
    "  ('plane', 'follow', 'sagittal', 'current', 1, 0, 1, 1),"
    "  ('plane', 'follow', 'coronal', 'current', 1, 1, 1, 1)])" },
  { "four", N_("Three planes and MIP"),
    "([1, 1], [1, 1],"
    " [('plane', 'follow', 'axial', 'current', 0, 0, 1, 1),"
    "  ('plane', 'follow', 'sagittal', 'current', 1, 0, 1, 1),"
    "  ('plane', 'follow', 'coronal', 'current', 0, 1, 1, 1),"
    "  ('mip', 'pet', 'coronal', 'current', 1, 1, 1, 1)])" },
  { "four-3d", N_("Three planes and 3-D"),
    "([1, 1], [1, 1],"
    " [('plane', 'follow', 'axial', 'current', 0, 0, 1, 1),"
    "  ('plane', 'follow', 'sagittal', 'current', 1, 0, 1, 1),"
    "  ('plane', 'follow', 'coronal', 'current', 0, 1, 1, 1),"
    "  ('volume', 'ct', 'coronal', 'current', 1, 1, 1, 1)])" },
  { "nine", N_("CT, PET and fusion"),
    "([1, 1, 1], [1, 1, 1],"
    " [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1),"
    "  ('plane', 'pet', 'axial', 'current', 1, 0, 1, 1),"
    "  ('plane', 'fused', 'axial', 'current', 2, 0, 1, 1),"
    "  ('plane', 'ct', 'sagittal', 'current', 0, 1, 1, 1),"
    "  ('plane', 'pet', 'sagittal', 'current', 1, 1, 1, 1),"
    "  ('plane', 'fused', 'sagittal', 'current', 2, 1, 1, 1),"
    "  ('plane', 'ct', 'coronal', 'current', 0, 2, 1, 1),"
    "  ('plane', 'pet', 'coronal', 'current', 1, 2, 1, 1),"
    "  ('plane', 'fused', 'coronal', 'current', 2, 2, 1, 1)])" },
  { "ten", N_("CT, PET, fusion and MIP"),
    "([2, 2, 2, 3], [1, 1, 1],"
    " [('plane', 'ct', 'axial', 'current', 0, 0, 1, 1),"
    "  ('plane', 'pet', 'axial', 'current', 1, 0, 1, 1),"
    "  ('plane', 'fused', 'axial', 'current', 2, 0, 1, 1),"
    "  ('plane', 'ct', 'sagittal', 'current', 0, 1, 1, 1),"
    "  ('plane', 'pet', 'sagittal', 'current', 1, 1, 1, 1),"
    "  ('plane', 'fused', 'sagittal', 'current', 2, 1, 1, 1),"
    "  ('plane', 'ct', 'coronal', 'current', 0, 2, 1, 1),"
    "  ('plane', 'pet', 'coronal', 'current', 1, 2, 1, 1),"
    "  ('plane', 'fused', 'coronal', 'current', 2, 2, 1, 1),"
    "  ('mip', 'pet', 'coronal', 'current', 3, 0, 1, 3)])" },
  { "compare", N_("Baseline and follow-up"),
    "([1, 1], [1],"
    " [('plane', 'follow', 'axial', 'prior', 0, 0, 1, 1),"
    "  ('plane', 'follow', 'axial', 'current', 1, 0, 1, 1)])" },
  { "compare-planes", N_("Baseline and follow-up, three planes"),
    "([1, 1, 1], [1, 1],"
    " [('plane', 'follow', 'axial', 'prior', 0, 0, 1, 1),"
    "  ('plane', 'follow', 'sagittal', 'prior', 1, 0, 1, 1),"
    "  ('plane', 'follow', 'coronal', 'prior', 2, 0, 1, 1),"
    "  ('plane', 'follow', 'axial', 'current', 0, 1, 1, 1),"
    "  ('plane', 'follow', 'sagittal', 'current', 1, 1, 1, 1),"
    "  ('plane', 'follow', 'coronal', 'current', 2, 1, 1, 1)])" },
  { "compare-pet", N_("Baseline and follow-up, PET/CT"),
    "([1, 1, 1], [1, 1],"
    " [('plane', 'ct', 'axial', 'prior', 0, 0, 1, 1),"
    "  ('plane', 'fused', 'axial', 'prior', 1, 0, 1, 1),"
    "  ('mip', 'pet', 'coronal', 'prior', 2, 0, 1, 1),"
    "  ('plane', 'ct', 'axial', 'current', 0, 1, 1, 1),"
    "  ('plane', 'fused', 'axial', 'current', 1, 1, 1, 1),"
    "  ('mip', 'pet', 'coronal', 'current', 2, 1, 1, 1)])" },
  { "map", N_("Images and map side by side"),
    "([1, 1], [1],"
    " [('images', 'follow', 'axial', 'current', 0, 0, 1, 1),"
    "  ('plane', 'follow', 'axial', 'current', 1, 0, 1, 1)])" },
};

static RlLayout *layouts[G_N_ELEMENTS (table)];

guint
rl_layouts_get_n (void)
{
  return G_N_ELEMENTS (table);
}

/**
 * rl_layouts_get:
 * @index: of a layout that comes with the program
 *
 * Call it from the main thread.
 *
 * Returns: (transfer none): the layout
 */
RlLayout *
rl_layouts_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (table), NULL);

  if (layouts[index] == NULL)
    layouts[index] = rl_layout_parse (table[index].id, _(table[index].name), table[index].text,
                                      NULL);

  return layouts[index];
}

/**
 * rl_layouts_find:
 * @id: of a layout that comes with the program
 *
 * Returns: (transfer none) (nullable): the layout
 */
RlLayout *
rl_layouts_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].id, id) == 0)
      return rl_layouts_get (i);

  return NULL;
}
