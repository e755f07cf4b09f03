/* rim-demo-tree.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-anatomy-private.h"

#define LONGEST_PIECE 9.0

/* A branch from its parent's end to @end; @flow counts the twigs it feeds. */
typedef struct
{
  RimVec3 end;
  int     parent;
  guint   flow;
} Branch;

/* How a tree fills its organ. */
typedef struct
{
  const char   *name;
  double (*organ)(const RimDemoAnatomy *anatomy,
                  RimVec3               p);
  RimVec3       low;
  RimVec3       high;
  RimVec3       root;
  RimVec3       stem;
  guint         n_twigs;
  double        twig;      /* radius of a twig, mm */
  double        exponent;  /* r^exponent adds up at a fork; 3 is Murray's law */
  double        largest;   /* mm */
  double        margin;    /* how far from the organ's surface twigs end, mm */
  double        wall;      /* of an airway, mm */
  RimDemoTissue tissue;
  RimDemoLayer  layer;
} Plan;

static double
lung_right (const RimDemoAnatomy *anatomy,
            RimVec3               p)
{
  return rim_demo_anatomy_lung (anatomy, p, FALSE);
}

static double
lung_left (const RimDemoAnatomy *anatomy,
           RimVec3               p)
{
  return rim_demo_anatomy_lung (anatomy, p, TRUE);
}

#define RIGHT_BOX { -140.0, -100.0, -140.0 }, { -4.0, 100.0, 150.0 }
#define LEFT_BOX { 4.0, -100.0, -140.0 }, { 140.0, 100.0, 150.0 }
#define LIVER_BOX { -140.0, -100.0, -190.0 }, { 80.0, 90.0, -50.0 }

static const Plan plans[] = {
  { "artery-right", lung_right, RIGHT_BOX, { -38, 5, 23 }, { -50, 8, 14 }, 1500, 0.46, 2.75, 7.0,
    4.0, 0.0, RIM_DEMO_LUNG_VESSEL, RIM_DEMO_LAYER_LUNG_VESSELS },
  { "artery-left", lung_left, LEFT_BOX, { 42, 8, 31 }, { 52, 14, 18 }, 1300, 0.46, 2.75, 7.0,
    4.0, 0.0, RIM_DEMO_LUNG_VESSEL, RIM_DEMO_LAYER_LUNG_VESSELS },
  { "vein-right", lung_right, RIGHT_BOX, { -44, 8, 2 }, { -52, 4, -2 }, 1200, 0.46, 2.75, 6.0,
    3.0, 0.0, RIM_DEMO_LUNG_VESSEL, RIM_DEMO_LAYER_LUNG_VESSELS },
  { "vein-left", lung_left, LEFT_BOX, { 44, 8, 7 }, { 52, 4, 2 }, 1000, 0.46, 2.75, 6.0,
    3.0, 0.0, RIM_DEMO_LUNG_VESSEL, RIM_DEMO_LAYER_LUNG_VESSELS },
  { "bronchus-right", lung_right, RIGHT_BOX, { -39, 15, 22 }, { -50, 17, 12 }, 56, 0.75, 2.15, 5.6,
    26.0, 0.7, RIM_DEMO_AIRWAY_WALL, RIM_DEMO_LAYER_AIRWAYS },
  { "bronchus-left", lung_left, LEFT_BOX, { 41, 18, 14 }, { 50, 20, 4 }, 50, 0.75, 2.15, 5.4,
    26.0, 0.7, RIM_DEMO_AIRWAY_WALL, RIM_DEMO_LAYER_AIRWAYS },
  { "hepatic", rim_demo_anatomy_liver, LIVER_BOX, { -24, 14, -74 }, { -30, 8, -84 }, 60, 1.1, 2.6,
    6.0, 6.0, 0.0, RIM_DEMO_LIVER_VESSEL, RIM_DEMO_LAYER_LUNG_VESSELS },
  { "portal", rim_demo_anatomy_liver, LIVER_BOX, { -10, 6, -135 }, { -34, -4, -122 }, 80, 1.1, 2.6,
    6.0, 6.0, 0.0, RIM_DEMO_LIVER_VESSEL, RIM_DEMO_LAYER_LUNG_VESSELS },
};

static RimVec3
mix (RimVec3 a,
     RimVec3 b,
     double  t)
{
  return rim_vec3_add (a, rim_vec3_scale (rim_vec3_sub (b, a), t));
}

static RimVec3
pick_twig (const Plan           *plan,
           const RimDemoAnatomy *anatomy,
           RimRandom            *random)
{
  RimVec3 p;

  do
    {
      p.x = rim_random_uniform (random, plan->low.x, plan->high.x);
      p.y = rim_random_uniform (random, plan->low.y, plan->high.y);
      p.z = rim_random_uniform (random, plan->low.z, plan->high.z);
    }
  while (plan->organ (anatomy, p) > -plan->margin);

  return p;
}

/* Twigs leave a branch well before they are level with their end, so that a
 * fork opens away from the root.
 */
static guint
nearest_branch (const GArray *tree,
                RimVec3       twig,
                double       *where)
{
  guint nearest = 1;
  double best = G_MAXDOUBLE;

  for (guint i = 1; i < tree->len; i++)
    {
      const Branch *branch = &g_array_index (tree, Branch, i);
      RimVec3 a = g_array_index (tree, Branch, branch->parent).end;
      RimVec3 ba = rim_vec3_sub (branch->end, a), pa = rim_vec3_sub (twig, a);
      double length = rim_vec3_length (ba);
      double t = rim_vec3_dot (pa, ba) / MAX (length * length, 1e-9);
      double away, distance;

      t = CLAMP (t, 0.0, 1.0);
      away = rim_vec3_length (rim_vec3_sub (pa, rim_vec3_scale (ba, t)));
      t = CLAMP (t - 0.62 * away / MAX (length, 1.0), 0.06, 1.0);
      distance = rim_vec3_length (rim_vec3_sub (pa, rim_vec3_scale (ba, t)));
      if (distance < best)
        {
          best = distance;
          nearest = i;
          *where = t;
        }
    }

  return nearest;
}

static void
grow_twig (GArray  *tree,
           RimVec3  twig)
{
  double where = 1.0;
  guint at = nearest_branch (tree, twig, &where);
  Branch far_half = g_array_index (tree, Branch, at);
  RimVec3 start = g_array_index (tree, Branch, far_half.parent).end;
  RimVec3 fork = mix (start, far_half.end, where);
  Branch leaf = { twig, (int) at, 0 };

  /* The nearer half keeps the index, so that the rest of the tree stays as it
   * is but for the children of the farther half.
   */
  fork = mix (fork, twig, 0.10);
  g_array_index (tree, Branch, at).end = fork;
  far_half.parent = (int) at;
  for (guint i = 1; i < tree->len; i++)
    if (g_array_index (tree, Branch, i).parent == (int) at)
      g_array_index (tree, Branch, i).parent = (int) tree->len;

  g_array_append_val (tree, far_half);
  g_array_append_val (tree, leaf);
}

static void
count_flow (GArray *tree)
{
  g_autofree gboolean *has_child = g_new0 (gboolean, tree->len);

  for (guint i = 1; i < tree->len; i++)
    has_child[g_array_index (tree, Branch, i).parent] = TRUE;

  for (guint i = 1; i < tree->len; i++)
    if (!has_child[i])
      for (int at = (int) i; at > 0; at = g_array_index (tree, Branch, at).parent)
        g_array_index (tree, Branch, at).flow++;
}

static double
radius_of (const Plan   *plan,
           const Branch *branch)
{
  return MIN (plan->twig * pow (branch->flow, 1.0 / plan->exponent), plan->largest);
}

/* A sagging, wandering course reads as a vessel; a straight line does not. */
static void
add_branch (RimDemoAnatomy *self,
            const Plan     *plan,
            RimVec3         a,
            double          ra,
            RimVec3         b,
            double          rb)
{
  double length = rim_vec3_length (rim_vec3_sub (b, a));
  guint n = (guint) ceil (length / LONGEST_PIECE);
  RimVec3 last = rim_demo_anatomy_breathe (self, a);

  for (guint i = 1; i <= n; i++)
    {
      double t0 = (i - 1.0) / n, t1 = (double) i / n;
      double sway = 0.07 * length * sin (G_PI * t1);
      RimVec3 p = mix (a, b, t1);
      RimVec3 next;
      RimDemoSolid piece;

      p.x += sway * rim_demo_noise_sample (self->noise, b.x / 9.0, b.y / 9.0, b.z / 9.0);
      p.y += sway * rim_demo_noise_sample (self->noise, b.y / 9.0, b.z / 9.0, b.x / 9.0);
      next = rim_demo_anatomy_breathe (self, p);
      piece = rim_demo_solid_tube (last, ra + (rb - ra) * t0 + plan->wall,
                                   next, ra + (rb - ra) * t1 + plan->wall, plan->tissue);
      if (plan->wall > 0.0)
        rim_demo_solid_fill (&piece, plan->wall, RIM_DEMO_GAS);

      if (plan->organ == rim_demo_anatomy_liver)
        piece.within = RIM_DEMO_IN_ABDOMEN;

      rim_demo_anatomy_add (self, plan->layer, piece);
      last = next;
    }
}

static void
add_tree (RimDemoAnatomy *self,
          const Plan     *plan,
          const GArray   *tree)
{
  for (guint i = 1; i < tree->len; i++)
    {
      const Branch *branch = &g_array_index (tree, Branch, i);
      const Branch *parent = &g_array_index (tree, Branch, branch->parent);
      double rb = radius_of (plan, branch);
      double ra = branch->parent > 0 ? MIN (radius_of (plan, parent), rb * 1.25) : rb;

      add_branch (self, plan, parent->end, ra, branch->end, rb);
    }
}

static GArray *
grow_tree (const RimDemoAnatomy *rest,
           const Plan           *plan)
{
  GArray *tree = g_array_new (FALSE, FALSE, sizeof (Branch));
  Branch root = { plan->root, 0, 0 }, stem = { plan->stem, 0, 0 };
  RimRandom random;

  rim_random_init (&random, rim_random_seed (rest->patient->id, rim_random_seed (plan->name, 0)));
  g_array_append_val (tree, root);
  g_array_append_val (tree, stem);
  for (guint i = 0; i < plan->n_twigs; i++)
    grow_twig (tree, pick_twig (plan, rest, &random));

  count_flow (tree);

  return tree;
}

/**
 * rim_demo_add_trees:
 * @self: an anatomy being made
 *
 * Grows the vessels and airways of the lungs and the vessels of the liver. They
 * grow at rest, so that a patient has the same ones at every time point, and
 * are then moved to where breathing takes them.
 */
void
rim_demo_add_trees (RimDemoAnatomy *self)
{
  RimDemoAnatomy rest = *self;

  rest.breath = 0.0;
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr(GArray) tree = grow_tree (&rest, &plans[i]);

      add_tree (self, &plans[i], tree);
    }
}
