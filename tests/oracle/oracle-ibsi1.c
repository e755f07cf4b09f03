/* oracle-ibsi1.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-extract.h"
#include "rim-test-case.h"
#include "rim-test-reference.h"

#include <math.h>
#include <string.h>

/* Every value that the first part of the IBSI publishes, through the recipes and
 * the whole pipeline: 482 of the digital phantom, 1321 of the configurations A to
 * E of the CT phantom, and the 60 diagnostics of each of these.
 */

#define VALUES      "reference/ibsi/ibsi1_reference.csv"
#define DIAGNOSTICS "reference/ibsi/ibsi1_diagnostics.csv"

#define DIGITAL "data/ibsi1/digital_phantom/image/phantom.nii.gz", \
  "data/ibsi1/digital_phantom/mask/mask.nii.gz"
#define NIFTI "data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz", \
  "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz"
#define DICOM "data/ibsi1/ct_phantom/dicom/image", \
  "data/ibsi1/ct_phantom/dicom/mask/DCM_RS_00060.dcm"

typedef struct
{
  const char *name;
  const char *recipe;
  const char *dataset;           /* in the tables */
  const char *image;
  const char *mask;
  guint       n_values;
  guint       n_diagnostics;
} Case;

static const Case cases[] = {
  { "/ibsi1/digital", "ibsi-1-digital", "digital_phantom", DIGITAL, 482, 0 },
  { "/ibsi1/A", "ibsi-1-A", "config_A", NIFTI, 346, 60 },
  { "/ibsi1/B", "ibsi-1-B", "config_B", NIFTI, 346, 60 },
  { "/ibsi1/C", "ibsi-1-C", "config_C", NIFTI, 209, 60 },
  { "/ibsi1/D", "ibsi-1-D", "config_D", NIFTI, 210, 60 },
  { "/ibsi1/E", "ibsi-1-E", "config_E", NIFTI, 210, 60 },
  { "/ibsi1/A-dicom", "ibsi-1-A", "config_A", DICOM, 346, 60 },
  { "/ibsi1/E-dicom", "ibsi-1-E", "config_E", DICOM, 210, 60 },
};

static RimFeatureTable *
extract (const Case *test)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSettings) settings = NULL;
  g_auto(RimTestCase) roi = { NULL, NULL };
  RimFeatureTable *table;

  if (!rim_test_case_load_or_skip (&roi, test->image, test->mask))
    return NULL;

  settings = rim_settings_load (test->recipe, &error);
  g_assert_no_error (error);
  table = rim_extract (roi.image, roi.mask, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return table;
}

/* Returns: whether the value is accepted; says so where it is not */
static gboolean
accept (const char        *dataset,
        const char        *tag,
        const char        *aggregation,
        double             value,
        const RimTestIbsi *reference)
{
  if (rim_test_ibsi_accepts (reference, value))
    return TRUE;

  g_test_message ("%s %s %s: %.9g is not %g ± %g", dataset, tag, aggregation, value, reference->value,
                  reference->tolerance);
  g_test_fail ();

  return FALSE;
}

static guint
count_values (RimFeatureTable    *table,
              const RimTestTable *references,
              const char         *dataset)
{
  guint n = 0;

  for (gsize i = 0; i < rim_feature_table_get_n_rows (table); i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);
      const char *aggregation = rim_aggregation_get_name (row->aggregation, row->family);
      RimTestIbsi reference;

      if (row->family != NULL &&
          rim_test_find_ibsi (references, dataset, row->info->ibsi_tag, aggregation, &reference))
        n += accept (dataset, row->info->ibsi_tag, aggregation, row->value, &reference);
    }

  return n;
}

/* How many values are published, whether we have them or not. */
static guint
count_published (const RimTestTable *references,
                 const char         *dataset)
{
  guint n = 0;

  for (guint i = 0; i < references->rows->len; i++)
    n += strcmp (rim_test_table_get (references, i, "dataset"), dataset) == 0 &&
         *rim_test_table_get (references, i, "reference_value") != '\0';

  return n;
}

static guint
count_diagnostics (RimFeatureTable    *table,
                   const RimTestTable *references,
                   const char         *dataset)
{
  guint n = 0;

  for (guint i = 0; i < references->rows->len; i++)
    {
      const char *tag = rim_test_table_get (references, i, "tag");
      const RimFeatureRow *row;
      RimTestIbsi reference;

      if (strcmp (rim_test_table_get (references, i, "dataset"), dataset) != 0)
        continue;
      row = rim_feature_table_find (table, "diagnostics", NULL, tag, RIM_AGGREGATION_NONE);
      g_assert_nonnull (row);
      reference.value = g_ascii_strtod (rim_test_table_get (references, i, "reference_value"), NULL);
      reference.tolerance = g_ascii_strtod (rim_test_table_get (references, i, "tolerance"), NULL);
      /* Counts of voxels are published with all their digits. */
      if (fabs (row->value - reference.value) <= reference.tolerance)
        n++;
      else
        n += accept (dataset, tag, "", row->value, &reference);
    }

  return n;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(RimTestTable) values = rim_test_table_load_or_skip (VALUES);
  g_autoptr(RimTestTable) diagnostics = values != NULL ? rim_test_table_load_or_skip (DIAGNOSTICS) : NULL;
  g_autoptr(RimFeatureTable) table = diagnostics != NULL ? extract (test) : NULL;
  const RimFeatureRow *compliant;
  guint n_values, n_diagnostics;

  if (table == NULL)
    return;

  n_values = count_values (table, values, test->dataset);
  n_diagnostics = count_diagnostics (table, diagnostics, test->dataset);
  g_test_message ("%s: %u of %u values, %u of %u diagnostics", test->dataset, n_values,
                  count_published (values, test->dataset), n_diagnostics, test->n_diagnostics);
  g_assert_cmpuint (n_values, ==, test->n_values);
  g_assert_cmpuint (n_values, ==, count_published (values, test->dataset));
  g_assert_cmpuint (n_diagnostics, ==, test->n_diagnostics);

  compliant = rim_feature_table_find (table, "diagnostics", NULL, "ibsi_compliant", RIM_AGGREGATION_NONE);
  g_assert_cmpstr (compliant->text, ==, "yes");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_case);

  return g_test_run ();
}
