/* rim-demo-clinical.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-story-private.h"

#include <json-glib/json-glib.h>

#define MAX_LABS 6

/* What the sidecar says of a patient beside the images. */
typedef struct
{
  const char *date;   /* DICOM DA */
  gint        ecog;
  double      ldh;    /* U/l */
  double      crp;    /* mg/l */
  double      neutrophils; /* 10⁹/l */
  double      lymphocytes; /* 10⁹/l */
} Labs;

typedef struct
{
  const char *drug;
  const char *schedule;
  const char *intent;
  gint        line;
  const char *start;
  const char *stop;   /* NULL while it goes on */
  const char *reason; /* why it stopped */
  gint        cycles;
} Therapy;

typedef struct
{
  const char *histology;
  const char *stage;
  const char *smoking;
  const char *drivers;
  gint        pd_l1;  /* tumour proportion score, % */
  Therapy     therapy[2];
  Labs        labs[MAX_LABS];
  const char *best_response;
  const char *progression; /* DICOM DA or NULL */
  const char *last_seen;
  gboolean    dead;
  const char *outcome;
} Clinical;

static const Clinical clinical[] = {
  {
    "Adenocarcinoma", "IIIB (cT2b cN3 cM0)", "former, 35 pack years", "none found; KRAS G12C", 90,
    { { "pembrolizumab", "200 mg every 3 weeks", "palliative", 1, "20230518", NULL, NULL, 11 } },
    { { "20230309", 1, 262, 18.4, 6.1, 1.3 }, { "20230511", 1, 274, 21.0, 6.4, 1.3 },
      { "20230713", 0, 221, 6.2, 4.6, 1.7 }, { "20230914", 0, 208, 3.1, 4.1, 1.9 },
      { "20231116", 0, 201, 2.4, 3.9, 2.0 } },
    "PR", NULL, "20250102", FALSE, "durable response, in remission on last visit",
  },
  {
    "Adenocarcinoma", "IIIA (cT2a cN2 cM0)", "never", "none found; TP53", 60,
    { { "atezolizumab", "1200 mg every 3 weeks", "palliative", 1, "20231019", NULL, NULL, 8 } },
    { { "20230822", 0, 198, 9.0, 5.2, 1.6 }, { "20231017", 1, 206, 11.7, 5.4, 1.6 },
      { "20231128", 1, 233, 24.8, 5.0, 2.1 }, { "20240109", 0, 204, 5.4, 4.4, 2.2 },
      { "20240206", 0, 192, 3.8, 4.0, 2.2 } },
    "PR after unconfirmed progression", NULL, "20241210", FALSE,
    "pseudoprogression at 6 weeks, response since",
  },
  {
    "Squamous cell carcinoma", "IVA (cT2a cN2 cM1a)", "current, 50 pack years",
    "none found; MDM2 amplified", 0,
    { { "carboplatin and paclitaxel", "every 3 weeks", "palliative", 1, "20230905", "20231219",
        "progression", 5 },
      { "nivolumab", "240 mg every 2 weeks", "palliative", 2, "20240318", "20240425",
        "progression", 3 } },
    { { "20240118", 1, 301, 34.0, 8.2, 1.1 }, { "20240314", 1, 338, 41.5, 8.8, 1.0 },
      { "20240425", 2, 612, 118.0, 12.4, 0.7 }, { "20240529", 3, 845, 164.0, 14.9, 0.5 } },
    "PD", "20240425", "20240702", TRUE, "hyperprogression, died of disease",
  },
};

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_date (JsonBuilder *builder,
          const char  *name,
          const char  *date)
{
  g_autofree char *iso = date == NULL ? NULL :
                         g_strdup_printf ("%.4s-%.2s-%.2s", date, date + 4, date + 6);

  add_string (builder, name, iso);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_therapies (JsonBuilder    *builder,
               const Clinical *facts)
{
  json_builder_set_member_name (builder, "therapy");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (facts->therapy) && facts->therapy[i].drug != NULL; i++)
    {
      const Therapy *therapy = &facts->therapy[i];

      json_builder_begin_object (builder);
      add_string (builder, "drug", therapy->drug);
      add_string (builder, "schedule", therapy->schedule);
      add_string (builder, "intent", therapy->intent);
      add_int (builder, "line", therapy->line);
      add_date (builder, "start", therapy->start);
      add_date (builder, "stop", therapy->stop);
      add_string (builder, "stop_reason", therapy->reason);
      add_int (builder, "cycles", therapy->cycles);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_labs (JsonBuilder    *builder,
          const Clinical *facts)
{
  json_builder_set_member_name (builder, "visits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MAX_LABS && facts->labs[i].date != NULL; i++)
    {
      const Labs *labs = &facts->labs[i];

      json_builder_begin_object (builder);
      add_date (builder, "date", labs->date);
      add_int (builder, "ecog", labs->ecog);
      add_number (builder, "ldh_u_per_l", labs->ldh);
      add_number (builder, "crp_mg_per_l", labs->crp);
      add_number (builder, "neutrophils_e9_per_l", labs->neutrophils);
      add_number (builder, "lymphocytes_e9_per_l", labs->lymphocytes);
      add_number (builder, "nlr", round (labs->neutrophils / labs->lymphocytes * 100.0) / 100.0);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_scan_lesions (JsonBuilder       *builder,
                  const RimDemoScan *scan)
{
  json_builder_set_member_name (builder, "lesions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < RIM_DEMO_MAX_LESIONS; i++)
    if (scan->lesions[i].kind != RIM_DEMO_LESION_NONE)
      {
        const RimDemoLesion *lesion = &scan->lesions[i];

        json_builder_begin_object (builder);
        add_string (builder, "name", lesion->name);
        add_string (builder, "kind", lesion->kind == RIM_DEMO_LESION_NODE ? "node" :
                    lesion->kind == RIM_DEMO_LESION_LIVER ? "liver" : "lung");
        add_number (builder, "modelled_long_axis_mm", lesion->diameter);
        add_number (builder, "modelled_short_axis_mm", lesion->diameter * lesion->flatness);
        json_builder_end_object (builder);
      }

  json_builder_end_array (builder);
}

static void
add_time_points (JsonBuilder          *builder,
                 const RimDemoPatient *patient)
{
  json_builder_set_member_name (builder, "time_points");
  json_builder_begin_array (builder);
  for (guint i = 0; i < RIM_DEMO_N_SCANS; i++)
    {
      const RimDemoScan *scan = &patient->scans[i];

      json_builder_begin_object (builder);
      add_string (builder, "label", scan->label);
      add_date (builder, "date", scan->date);
      add_number (builder, "weight_kg", scan->weight);
      add_scan_lesions (builder, scan);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_disease (JsonBuilder    *builder,
             const Clinical *facts)
{
  add_string (builder, "histology", facts->histology);
  add_string (builder, "stage", facts->stage);
  add_string (builder, "smoking", facts->smoking);
  add_string (builder, "drivers", facts->drivers);
  add_int (builder, "pd_l1_tps_percent", facts->pd_l1);
}

static void
add_outcome (JsonBuilder    *builder,
             const Clinical *facts)
{
  json_builder_set_member_name (builder, "outcome");
  json_builder_begin_object (builder);
  add_string (builder, "summary", facts->outcome);
  add_string (builder, "best_response", facts->best_response);
  add_date (builder, "progression", facts->progression);
  add_date (builder, "last_seen", facts->last_seen);
  json_builder_set_member_name (builder, "dead");
  json_builder_add_boolean_value (builder, facts->dead);
  json_builder_end_object (builder);
}

static void
add_person (JsonBuilder          *builder,
            const RimDemoPatient *patient)
{
  json_builder_set_member_name (builder, "synthetic");
  json_builder_add_boolean_value (builder, TRUE);
  add_int (builder, "format", 1);
  add_string (builder, "patient_id", patient->id);
  add_string (builder, "patient_name", patient->name);
  add_string (builder, "sex", patient->sex);
  add_date (builder, "birth_date", patient->birth_date);
  add_number (builder, "height_m", patient->height);
  add_string (builder, "story", patient->story);
}

/**
 * rim_demo_story_dup_clinical:
 * @patient: a patient of the story
 *
 * Returns: (transfer full): the clinical data as JSON; the folder's README says
 *   what is in it
 */
char *
rim_demo_story_dup_clinical (const RimDemoPatient *patient)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  const Clinical *facts = &clinical[patient - rim_demo_story_get_patient (0)];

  json_builder_begin_object (builder);
  add_person (builder, patient);
  add_disease (builder, facts);
  add_therapies (builder, facts);
  add_labs (builder, facts);
  add_time_points (builder, patient);
  add_outcome (builder, facts);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_data (generator, NULL);
}
