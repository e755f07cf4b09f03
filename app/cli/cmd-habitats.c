/* cmd-habitats.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli-map.h"
#include "cli-mask.h"
#include "cli.h"
#include "core/rim-file.h"
#include "map/rim-habitats-extract.h"
#include "map/rim-study-habitats.h"

typedef struct
{
  CliMapOptions map;
  char         *method;
  char         *as;
  char         *table;
  int           least;
  int           most;
  int           seed;
  gboolean      json;
} Options;

/* What was found, and on what. */
typedef struct
{
  CliMapCase        of;
  GArray           *maps;        /* of RimHabitatMap */
  GPtrArray        *types;       /* of char **: the image types of @maps */
  GPtrArray        *settings;    /* of RimSettings: those of @maps */
  GPtrArray        *names;       /* of char *: what @maps are called */
  RimVolume        *images[RIM_N_STUDY_IMAGES];   /* borrowed */
  RimStudyHabitats *found;
} Case;

static void
case_init (Case *self)
{
  *self = (Case) {
    .maps = g_array_new (FALSE, FALSE, sizeof (RimHabitatMap)),
    .types = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev),
    .settings = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_settings_unref),
    .names = g_ptr_array_new_with_free_func (g_free),
  };
}

static void
case_clear (Case *self)
{
  g_array_unref (self->maps);
  g_ptr_array_unref (self->types);
  g_ptr_array_unref (self->settings);
  g_ptr_array_unref (self->names);
  cli_map_case_clear (&self->of);
  g_clear_pointer (&self->found, rim_study_habitats_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

/* Where none is named, maps are of the first image that the settings make. */
static char **
dup_image_types (const CliMapCase   *of,
                 const RimStudyPair *pair,
                 RimSettings        *settings)
{
  g_auto(GStrv) names = NULL;

  if (of->image_types != NULL)
    return g_strdupv (of->image_types);

  names = rim_extract_list_voxel_images (settings, rim_volume_get_grid (pair->volume));

  return g_strsplit (names[0] != NULL ? names[0] : "original", ",", -1);
}

static void
add_maps (Case               *self,
          const RimStudyPair *pair)
{
  RimSettings *settings = rim_settings_for_study_image (self->of.settings, pair->image);
  char **types = dup_image_types (&self->of, pair, settings);

  g_ptr_array_add (self->settings, settings);
  g_ptr_array_add (self->types, types);
  self->images[pair->image] = pair->volume;
  for (guint t = 0; types[t] != NULL; t++)
    for (guint f = 0; f < self->of.features->len; f++)
      {
        const RimMapFeature *feature = &g_array_index (self->of.features, RimMapFeature, f);
        const RimHabitatMap map = { pair->image, types[t], *feature, settings };
        g_autofree char *name = rim_map_feature_dup_name (feature);

        if (!rim_map_feature_is_of (feature, types[t]))
          continue;
        g_array_append_val (self->maps, map);
        g_ptr_array_add (self->names, self->of.is_study
                                      ? g_strdup_printf ("%s_%s_%s", rim_study_image_get_id (pair->image), types[t], name)
                                      : g_strdup_printf ("%s_%s", types[t], name));
      }
}

/* On maps of all images, in the first VOI, on the grid of the first image. */
static gboolean
find_on (Case                     *self,
         const RimHabitatOptions  *options,
         GError                  **error)
{
  const RimStudyPair *first = g_ptr_array_index (self->of.pairs, 0);

  for (guint i = 0; i < self->of.pairs->len; i++)
    {
      const RimStudyPair *pair = g_ptr_array_index (self->of.pairs, i);

      if (pair->voi == first->voi)
        add_maps (self, pair);
    }
  if (self->maps->len == 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                           "The image has no map of these features");
      return FALSE;
    }

  self->found = rim_study_habitats_new_on (self->images, self->of.lesion, first->mask, (gpointer) self->maps->data,
                                           self->maps->len, options, NULL, error);

  return self->found != NULL;
}

static RimRoi *
make_roi (const Case *self,
          guint       habitat)
{
  RimRoi *roi = rim_roi_new ();

  roi->number = habitat + 1;
  roi->name = g_strdup_printf ("Habitat %u", habitat + 1);
  roi->algorithm = g_strdup ("AUTOMATIC");
  roi->mask = rim_mask_ref (g_ptr_array_index (self->found->masks, habitat));

  return roi;
}

static void
print_text (const Case *self)
{
  const RimHabitats *habitats = self->found->habitats;

  printf ("habitat\tvoxels\tml");
  for (guint m = 0; m < self->names->len; m++)
    printf ("\t%s", (const char *) self->names->pdata[m]);
  printf ("\n");

  for (guint c = 0; c < habitats->n; c++)
    {
      printf ("%u\t%zu\t%.3f", c + 1, habitats->counts[c],
              rim_mask_get_volume (g_ptr_array_index (self->found->masks, c)) / 1000.0);
      for (guint m = 0; m < self->names->len; m++)
        printf ("\t%.6g", habitats->centers[c * self->names->len + m]);
      printf ("\n");
    }
}

static void
add_number (JsonBuilder *json,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (json, name);
  if (isfinite (value))
    json_builder_add_double_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
add_habitat (JsonBuilder *json,
             const Case  *self,
             guint        c)
{
  const RimHabitats *habitats = self->found->habitats;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "voxels");
  json_builder_add_int_value (json, (gint64) habitats->counts[c]);
  add_number (json, "ml", rim_mask_get_volume (g_ptr_array_index (self->found->masks, c)) / 1000.0);
  add_number (json, "fraction", habitats->fractions[c]);
  for (guint m = 0; m < self->names->len; m++)
    {
      g_autofree char *median = g_strconcat (self->names->pdata[m], "_median", NULL);

      add_number (json, self->names->pdata[m], habitats->centers[c * self->names->len + m]);
      add_number (json, median, habitats->medians[c * self->names->len + m]);
    }
  json_builder_end_object (json);
}

static void
print_json (const Case *self)
{
  const RimHabitats *habitats = self->found->habitats;
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (json);
  add_number (json, "criterion", habitats->criterion);
  json_builder_set_member_name (json, "criteria");
  json_builder_begin_object (json);
  for (guint n = 2; n <= RIM_HABITATS_MAX; n++)
    {
      g_autofree char *number = g_strdup_printf ("%u", n);

      if (isfinite (habitats->criteria[n]))
        add_number (json, number, habitats->criteria[n]);
    }
  json_builder_end_object (json);
  json_builder_set_member_name (json, "habitats");
  json_builder_begin_array (json);
  for (guint c = 0; c < habitats->n; c++)
    add_habitat (json, self, c);
  json_builder_end_array (json);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  text = json_to_string (root, TRUE);
  printf ("%s\n", text);
}

static gboolean
write_habitats (const Case     *self,
                const Options  *options,
                const char     *out,
                GError        **error)
{
  const RimStudyPair *first = g_ptr_array_index (self->of.pairs, 0);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  for (guint c = 0; c < self->found->habitats->n; c++)
    g_ptr_array_add (rois, make_roi (self, c));

  return cli_rois_write (out, rois, options->as, "Habitats", first->volume, error);
}

/* Returns: (transfer full) (nullable): the features of all habitats that have some */
static char *
make_table (const Case  *self,
            GError     **error)
{
  g_autoptr(GPtrArray) tables = rim_habitats_extract (self->images, self->found->masks, self->of.settings, NULL, NULL,
                                                      NULL, error);

  if (tables == NULL)
    return NULL;

  for (guint i = 0; i < tables->len; i++)
    {
      const RimHabitatTable *row = g_ptr_array_index (tables, i);

      if (row->problem != NULL)
        fprintf (stderr, "Habitat %u has no features of the image \"%s\": %s\n", row->habitat + 1,
                 rim_study_image_get_id (row->image), row->problem);
    }

  return rim_habitat_tables_to_csv (tables);
}

/* Nothing is written before all of it can be. */
static gboolean
write_all (const Case     *self,
           const Options  *options,
           const char     *out,
           GError        **error)
{
  g_autofree char *csv = options->table != NULL ? make_table (self, error) : NULL;

  if (options->table != NULL && csv == NULL)
    return FALSE;

  return write_habitats (self, options, out, error) &&
         (csv == NULL || rim_file_replace_contents (options->table, csv, strlen (csv), error));
}

static gboolean
find (const Options            *options,
      const RimHabitatOptions  *habitat_options,
      const char               *out,
      GError                  **error)
{
  g_auto(Case) of = { { NULL } };

  case_init (&of);
  if (!cli_map_case_load (&of.of, &options->map, error) || !find_on (&of, habitat_options, error) ||
      !write_all (&of, options, out, error))
    return FALSE;

  if (options->json)
    print_json (&of);
  else
    print_text (&of);

  return TRUE;
}

static void
options_clear (Options *self)
{
  cli_map_options_clear (&self->map);
  g_free (self->method);
  g_free (self->as);
  g_free (self->table);
}

static CliStatus
run_with (const CliCommand *self,
          Options          *options,
          int               argc,
          char            **argv)
{
  const GOptionEntry entries[] = {
    CLI_MAP_ENTRIES (&options->map),
    { "method", 0, 0, G_OPTION_ARG_STRING, &options->method, "kmeans, or mixture of normal distributions", "METHOD" },
    { "least", 0, 0, G_OPTION_ARG_INT, &options->least, "The fewest habitats; 2", "N" },
    { "most", 0, 0, G_OPTION_ARG_INT, &options->most, "The most; 6", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options->seed, "Of the starts; 1", "N" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options->as, "rtstruct or seg, where OUT ends in .dcm", "FORM" },
    { "table", 0, 0, G_OPTION_ARG_FILENAME, &options->table, "Write the features of every habitat, by the settings",
      "CSV" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print JSON", NULL },
    { NULL }
  };
  RimHabitatOptions habitats = RIM_HABITAT_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  options->least = (int) habitats.n_min;
  options->most = (int) habitats.n_max;
  options->seed = (int) habitats.seed;
  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;
  if (!cli_map_check (&options->map, self, &status))
    return status;
  if (options->map.features == NULL)
    return cli_usage (self, "--features is missing");
  if (options->method != NULL && strcmp (options->method, "kmeans") != 0 && strcmp (options->method, "mixture") != 0)
    return cli_usage (self, "--method is kmeans or mixture");
  if (options->least < 2 || options->most < options->least || options->most > RIM_HABITATS_MAX)
    return cli_usage (self, "there are 2 to %d habitats", RIM_HABITATS_MAX);

  habitats.method = g_strcmp0 (options->method, "mixture") == 0 ? RIM_HABITAT_MIXTURE : RIM_HABITAT_K_MEANS;
  habitats.n_min = (guint) options->least;
  habitats.n_max = (guint) options->most;
  habitats.seed = (guint32) options->seed;

  return find (options, &habitats, argv[1], &error) ? CLI_DONE : cli_fail (error);
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  Options options = { .map = CLI_MAP_OPTIONS_INIT };
  CliStatus status = run_with (self, &options, argc, argv);

  options_clear (&options);

  return status;
}

const CliCommand cmd_habitats = {
  "habitats",
  "OUT",
  "Share a VOI out among parts that are alike in some maps",
  "Parts are found on maps of all images that are asked for (--images), in the first VOI\n"
  "(--voi), of the first image type of the settings or those that --image-type names, by\n"
  "k-means or a mixture of normal distributions; between --least and --most of them, as\n"
  "many as Calinski and Harabasz's index, or Schwarz's criterion of a mixture, says. OUT\n"
  "is NIfTI or NRRD, RTSTRUCT or SEG where it ends in .dcm, on the grid of the first\n"
  "image. Printed are their volumes and means; --table has their features.",
  run,
};
