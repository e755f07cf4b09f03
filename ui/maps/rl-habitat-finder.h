/* rl-habitat-finder.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "maps/rl-habitat-question.h"

G_BEGIN_DECLS

/**
 * RlHabitatState:
 * @RL_HABITATS_NOTHING: none were looked for
 * @RL_HABITATS_FINDING: a worker is at it
 * @RL_HABITATS_READY: there are some
 * @RL_HABITATS_FAILED: there can be none
 *
 * How far habitats are.
 */
typedef enum
{
  RL_HABITATS_NOTHING,
  RL_HABITATS_FINDING,
  RL_HABITATS_READY,
  RL_HABITATS_FAILED,
} RlHabitatState;

#define RL_TYPE_HABITAT_FINDER (rl_habitat_finder_get_type ())

/**
 * RlHabitatFinder:
 *
 * Finds the habitats of the active lesion on maps, when it is told to, in a worker, and has
 * the session show them as colours. They stay, out of date, when the lesion changes, and go
 * with the images and the lesions they are of.
 *
 * Signal "changed": the maps, the state, what is shown or whether it is up to date.
 */
G_DECLARE_FINAL_TYPE (RlHabitatFinder, rl_habitat_finder, RL, HABITAT_FINDER, GObject)

RlHabitatFinder *rl_habitat_finder_new (RlJobs    *jobs,
                                        RlSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* On what */
gboolean    rl_habitat_finder_add_map    (RlHabitatFinder   *self,
                                          const RlMapChoice *choice);
void        rl_habitat_finder_remove_map (RlHabitatFinder   *self,
                                          guint              i);
guint       rl_habitat_finder_get_n_maps (RlHabitatFinder   *self);
const char *rl_habitat_finder_get_title  (RlHabitatFinder   *self,
                                          guint              i);

/* How */
void        rl_habitat_finder_set_voi     (RlHabitatFinder     *self,
                                           RimVoiKind           voi,
                                           const RlFeatureVoi  *how);
void        rl_habitat_finder_set_method  (RlHabitatFinder     *self,
                                           RimHabitatMethod     method);
void        rl_habitat_finder_set_number  (RlHabitatFinder     *self,
                                           guint                number);
void        rl_habitat_finder_run         (RlHabitatFinder     *self);
void        rl_habitat_finder_cancel      (RlHabitatFinder     *self);
void        rl_habitat_finder_clear       (RlHabitatFinder     *self);

/* What came of it */
RlHabitatState           rl_habitat_finder_get_state       (RlHabitatFinder *self);
const char              *rl_habitat_finder_get_problem     (RlHabitatFinder *self);
const RimStudyHabitats  *rl_habitat_finder_get_found       (RlHabitatFinder *self);
const RlHabitatQuestion *rl_habitat_finder_get_asked       (RlHabitatFinder *self);
const char              *rl_habitat_finder_get_found_title (RlHabitatFinder *self,
                                                            guint            map);
const char              *rl_habitat_finder_get_found_unit  (RlHabitatFinder *self,
                                                            guint            map);
gboolean                 rl_habitat_finder_is_up_to_date   (RlHabitatFinder *self);
const guint8            *rl_habitat_finder_get_color       (guint habitat);

/* What is shown of it */
gboolean    rl_habitat_finder_is_visible  (RlHabitatFinder *self,
                                           guint            habitat);
void        rl_habitat_finder_set_visible (RlHabitatFinder *self,
                                           guint            habitat,
                                           gboolean         visible);
void        rl_habitat_finder_point_at    (RlHabitatFinder *self,
                                           int              habitat);

/* What becomes of it */
gboolean    rl_habitat_finder_make_contours (RlHabitatFinder *self,
                                             int              habitat);
char       *rl_habitat_finder_dup_text      (RlHabitatFinder *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
