/* cmd-habitats.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "cli-map.h"
#include "cli-mask.h"
#include "cli.h"
#include "map/rim-habitats.h"

typedef struct
{
  CliMapOptions map;
  char         *method;
  char         *as;
  int           least;
  int           most;
  int           seed;
  gboolean      json;
} Options;

/* The maps of the first image and VOI, and what is found on them. */
typedef struct
{
  GPtrArray   *names;           /* of char * */
  GPtrArray   *maps;            /* of float * */
  RimHabitats *habitats;
  RimRegion   *region;
  RimGrid      grid;
} Found;

static void
found_init (Found *self)
{
  *self = (Found) { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };
}

static void
found_clear (Found *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->maps);
  g_clear_pointer (&self->habitats, rim_habitats_free);
  g_clear_pointer (&self->region, rim_region_unref);
}

static gboolean
take_set (const CliMapSet  *set,
          gpointer          data,
          GError          **error)
{
  Found *self = data;
  const RimRegion *region = set->input->region;

  if (self->region == NULL)
    {
      self->region = rim_region_ref (set->input->region);
      self->grid = set->input->grid;
    }
  for (guint f = 0; f < set->n_features; f++)
    {
      g_autofree char *name = rim_map_feature_dup_name (&set->features[f]);

      g_ptr_array_add (self->names, g_strdup_printf ("%s_%s", set->image_type, name));
      g_ptr_array_add (self->maps, g_memdup2 (set->maps[f], region->n_voxels * sizeof (float)));
    }

  return TRUE;
}

/* The voxels of a habitat as a region of its own. */
static RimRoi *
make_roi (const Found *self,
          guint        habitat)
{
  const RimRegion *region = self->region;
  const guint *size = self->grid.size;
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (&self->grid));
  const guint8 *inside = region->inside;
  RimRoi *roi = rim_roi_new ();
  gsize v = 0;

  for (guint k = region->box.min[2]; k < region->box.max[2]; k++)
    for (guint j = region->box.min[1]; j < region->box.max[1]; j++)
      for (guint i = region->box.min[0]; i < region->box.max[0]; i++)
        if (*inside++)
          voxels[((gsize) k * size[1] + j) * size[0] + i] = self->habitats->labels[v++] == habitat;

  roi->number = habitat + 1;
  roi->name = g_strdup_printf ("Habitat %u", habitat + 1);
  roi->algorithm = g_strdup ("AUTOMATIC");
  roi->mask = rim_mask_new_from_bytes (&self->grid, voxels);

  return roi;
}

static void
print_text (const Found *self)
{
  const double volume = rim_grid_get_voxel_volume (&self->grid) / 1000.0;

  printf ("habitat\tvoxels\tml");
  for (guint f = 0; f < self->names->len; f++)
    printf ("\t%s", (const char *) self->names->pdata[f]);
  printf ("\n");

  for (guint c = 0; c < self->habitats->n; c++)
    {
      printf ("%u\t%zu\t%.3f", c + 1, self->habitats->counts[c], (double) self->habitats->counts[c] * volume);
      for (guint f = 0; f < self->names->len; f++)
        printf ("\t%.6g", self->habitats->centers[c * self->names->len + f]);
      printf ("\n");
    }
}

static void
print_json (const Found *self)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "criterion");
  json_builder_add_double_value (json, self->habitats->criterion);
  json_builder_set_member_name (json, "habitats");
  json_builder_begin_array (json);
  for (guint c = 0; c < self->habitats->n; c++)
    {
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "voxels");
      json_builder_add_int_value (json, (gint64) self->habitats->counts[c]);
      for (guint f = 0; f < self->names->len; f++)
        {
          json_builder_set_member_name (json, self->names->pdata[f]);
          json_builder_add_double_value (json, self->habitats->centers[c * self->names->len + f]);
        }
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  text = json_to_string (root, TRUE);
  printf ("%s\n", text);
}

static gboolean
write_habitats (const Found    *self,
                const Options  *options,
                RimVolume      *image,
                const char     *out,
                GError        **error)
{
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);

  if (!rim_grid_equal (&self->grid, rim_volume_get_grid (image), 1e-6))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "Habitats lie on the grid of the image; leave resampling out of the settings");
      return FALSE;
    }

  for (guint c = 0; c < self->habitats->n; c++)
    g_ptr_array_add (rois, make_roi (self, c));

  return cli_rois_write (out, rois, options->as, "Habitats", image, error);
}

/* Where none is named, maps are of the first image that the settings make. */
static void
choose_image_type (CliMapCase         *of,
                   const RimStudyPair *pair)
{
  g_auto(GStrv) names = NULL;

  if (of->image_types != NULL)
    return;

  names = rim_extract_list_voxel_images (of->settings, rim_volume_get_grid (pair->volume));
  of->image_types = g_strsplit (names[0] != NULL ? names[0] : "original", ",", -1);
}

static gboolean
find_on (Found                    *self,
         CliMapCase               *of,
         const RimStudyPair       *pair,
         const RimHabitatOptions  *options,
         GError                  **error)
{
  choose_image_type (of, pair);
  if (!cli_map_case_run (of, pair, take_set, self, error))
    return FALSE;
  if (self->maps->len == 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                           "The image has no map of these features");
      return FALSE;
    }

  self->habitats = rim_habitats_find ((const float *const *) self->maps->pdata, self->maps->len,
                                      self->region->n_voxels, options, NULL, error);

  return self->habitats != NULL;
}

static gboolean
find (const Options            *options,
      const RimHabitatOptions  *habitat_options,
      const char               *out,
      GError                  **error)
{
  g_auto(CliMapCase) of = { NULL };
  const RimStudyPair *pair;
  Found found;
  gboolean done;

  if (!cli_map_case_load (&of, &options->map, error))
    return FALSE;

  pair = g_ptr_array_index (of.pairs, 0);
  found_init (&found);
  done = find_on (&found, &of, pair, habitat_options, error) &&
         write_habitats (&found, options, pair->volume, out, error);
  if (done && options->json)
    print_json (&found);
  else if (done)
    print_text (&found);
  found_clear (&found);

  return done;
}

static void
options_clear (Options *self)
{
  cli_map_options_clear (&self->map);
  g_free (self->method);
  g_free (self->as);
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
  "Parts are found on maps of the first image and VOI that are asked for (--images,\n"
  "--voi), and of the first image type of the settings or those that --image-type names,\n"
  "by k-means or a mixture\n"
  "of normal distributions; between --least and --most of them, as many as Calinski and\n"
  "Harabasz's index, or Schwarz's criterion of a mixture, says. OUT is NIfTI or NRRD,\n"
  "RTSTRUCT or SEG where it ends in .dcm. Printed are their volumes and means.",
  run,
};
