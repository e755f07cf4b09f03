/* rim-demo-story.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-story-private.h"

#define LUNG RIM_DEMO_LESION_LUNG
#define NODE RIM_DEMO_LESION_NODE
#define LIVER RIM_DEMO_LESION_LIVER

#define UPPER_RIGHT { -68.0, 12.0, 66.0 }
#define PARATRACHEAL { -21.0, 5.0, 66.0 }
#define UPPER_LEFT { 70.0, -14.0, 46.0 }
#define AORTOPULMONARY { 33.0, -12.0, 53.0 }
#define LOWER_LEFT { 76.0, 38.0, -20.0 }
#define SUBCARINAL { -2.0, 23.0, 26.0 }
#define LOWER_RIGHT { -86.0, 28.0, -6.0 }
#define SEGMENT_8 { -82.0, -2.0, -98.0 }

/* The whole story in one table: who, when, and what had become of each lesion.
 * A lesion: kind, name, place, diameter, flatness, core, uptake, its core's, halo, grain.
 * Grain and halo are those that the cohort (`rim-demo-case.c`) has of such a fate.
 */
static const RimDemoPatient patients[] = {
  {
    .id = "SYNTHETIC-01", .name = "SYNTHETIC^Responder", .sex = "M", .birth_date = "19590417",
    .story = "durable response", .height = 1.78, .girth = 4.0, .breadth = 1.03, .pixel = 0.78125,
    .scans = {
      { "Pre-baseline", "20230309", "101512", 2.0, { 1.5, 2.0, 0.0 }, 0.4, -412.5, 84.0, 268e6, 3720.0,
        1.0, 1.0, 2.9,
        { { LUNG, "GTV-1", UPPER_RIGHT, 40.0, 0.82, 0.30, 10.6, 2.6, 4.0, 10.0 },
          { NODE, "Node 4R", PARATRACHEAL, 17.0, 0.72, 0.0, 5.6, 5.6, 0.0 } } },
      { "Baseline", "20230511", "094037", -2.0, { -2.0, 0.5, 2.0 }, -0.8, -398.0, 82.5, 251e6, 3540.0,
        1.0, 1.0, 2.2,
        { { LUNG, "GTV-1", UPPER_RIGHT, 46.0, 0.82, 0.36, 12.4, 2.2, 5.0, 9.0 },
          { NODE, "Node 4R", PARATRACHEAL, 20.0, 0.72, 0.0, 6.4, 6.4, 0.0 } } },
      { "Follow-up 1", "20230713", "111921", 4.0, { 3.0, -1.0, -1.5 }, 1.1, -421.0, 83.0, 259e6, 3630.0,
        1.35, 1.30, 3.1,
        { { LUNG, "GTV-1", UPPER_RIGHT, 27.0, 0.78, 0.20, 5.0, 2.4, 4.0, 8.0 },
          { NODE, "Node 4R", PARATRACHEAL, 13.0, 0.68, 0.0, 2.8, 2.8, 0.0 } } },
      { "Follow-up 2", "20231116", "103308", 0.0, { 0.5, 1.5, 1.0 }, -0.3, -406.5, 85.5, 272e6, 3600.0,
        1.10, 1.10, 2.0,
        { { LUNG, "GTV-1", UPPER_RIGHT, 13.0, 0.62, 0.0, 1.5, 1.5, 2.0, 8.0 },
          { NODE, "Node 4R", PARATRACHEAL, 8.0, 0.66, 0.0, 1.5, 1.5, 0.0 } } },
    },
  },
  {
    .id = "SYNTHETIC-02", .name = "SYNTHETIC^Pseudoprogressor", .sex = "F", .birth_date = "19651102",
    .story = "pseudoprogression", .height = 1.66, .girth = 2.0, .breadth = 0.94, .pixel = 0.74219,
    .scans = {
      { "Pre-baseline", "20230822", "083044", 0.0, { -1.0, 3.0, 1.0 }, -0.5, -365.0, 66.0, 221e6, 3660.0,
        1.0, 1.0, 3.4,
        { { LUNG, "GTV-1", UPPER_LEFT, 34.0, 0.86, 0.24, 9.2, 2.8, 3.0, 12.0 },
          { NODE, "Node 5", AORTOPULMONARY, 14.0, 0.74, 0.0, 4.4, 4.4, 0.0 } } },
      { "Baseline", "20231017", "090215", 3.0, { 2.0, 1.0, 0.0 }, 0.9, -371.5, 65.0, 214e6, 3600.0,
        1.0, 1.0, 2.5,
        { { LUNG, "GTV-1", UPPER_LEFT, 37.0, 0.86, 0.26, 9.8, 2.6, 4.0, 12.0 },
          { NODE, "Node 5", AORTOPULMONARY, 15.0, 0.74, 0.0, 4.8, 4.8, 0.0 } } },
      { "Follow-up 1", "20231128", "085150", -3.0, { -3.0, 2.0, -2.0 }, -1.3, -358.0, 64.5, 208e6, 3750.0,
        1.55, 1.45, 2.8,
        { { LUNG, "GTV-1", UPPER_LEFT, 50.0, 0.90, 0.46, 11.2, 1.8, 8.0, 11.0 },
          { NODE, "Node 5", AORTOPULMONARY, 20.0, 0.76, 0.0, 6.8, 6.8, 0.0 } } },
      { "Follow-up 2", "20240206", "092606", 1.0, { 0.0, -1.0, 1.5 }, 0.2, -369.0, 66.5, 219e6, 3510.0,
        1.20, 1.15, 2.1,
        { { LUNG, "GTV-1", UPPER_LEFT, 21.0, 0.76, 0.18, 3.0, 1.8, 3.0, 10.0 },
          { NODE, "Node 5", AORTOPULMONARY, 9.0, 0.70, 0.0, 1.9, 1.9, 0.0 } } },
    },
  },
  {
    .id = "SYNTHETIC-03", .name = "SYNTHETIC^Hyperprogressor", .sex = "M", .birth_date = "19520630",
    .story = "hyperprogression", .height = 1.71, .girth = -2.0, .breadth = 0.98, .pixel = 0.76172,
    .scans = {
      { "Pre-baseline", "20240118", "134405", 4.0, { 2.5, 0.0, 0.0 }, 1.0, -455.0, 68.0, 226e6, 3600.0,
        1.0, 1.0, 2.3,
        { { LUNG, "GTV-1", LOWER_LEFT, 31.0, 0.84, 0.20, 8.4, 3.0, 0.0, 26.0 },
          { NODE, "Node 7", SUBCARINAL, 16.0, 0.66, 0.0, 4.6, 4.6, 0.0 } } },
      { "Baseline", "20240314", "130928", 1.0, { -1.5, 1.5, -1.0 }, -0.6, -449.5, 66.5, 218e6, 3690.0,
        1.0, 1.0, 2.7,
        { { LUNG, "GTV-1", LOWER_LEFT, 34.0, 0.84, 0.22, 9.4, 3.0, 0.0, 28.0 },
          { NODE, "Node 7", SUBCARINAL, 17.0, 0.66, 0.0, 5.0, 5.0, 0.0 } } },
      { "Follow-up 1", "20240425", "125233", -4.0, { 1.0, 3.0, 2.0 }, 0.7, -462.0, 62.0, 205e6, 3570.0,
        1.05, 0.95, 3.3,
        { { LUNG, "GTV-1", LOWER_LEFT, 57.0, 0.88, 0.46, 15.2, 2.0, 0.0, 32.0 },
          { NODE, "Node 7", SUBCARINAL, 25.0, 0.70, 0.0, 9.6, 9.6, 0.0 },
          { LUNG, "GTV-2", LOWER_RIGHT, 13.0, 0.90, 0.0, 6.6, 6.6, 0.0 },
          { LIVER, "GTV-3", SEGMENT_8, 23.0, 0.90, 0.40, 7.4, 2.8, 0.0 } } },
      { "Follow-up 2", "20240529", "132817", -2.0, { 0.0, 0.5, 0.0 }, -1.0, -447.0, 58.5, 197e6, 3840.0,
        0.95, 0.90, 3.8,
        { { LUNG, "GTV-1", LOWER_LEFT, 74.0, 0.90, 0.56, 16.8, 1.6, 0.0, 34.0 },
          { NODE, "Node 7", SUBCARINAL, 33.0, 0.74, 0.0, 11.4, 11.4, 0.0 },
          { LUNG, "GTV-2", LOWER_RIGHT, 25.0, 0.90, 0.20, 10.2, 4.0, 0.0 },
          { LIVER, "GTV-3", SEGMENT_8, 42.0, 0.90, 0.52, 10.4, 2.2, 0.0 } } },
    },
  },
};

guint
rim_demo_story_get_n_patients (void)
{
  return G_N_ELEMENTS (patients);
}

const RimDemoPatient *
rim_demo_story_get_patient (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (patients), NULL);

  return &patients[index];
}
