/* bench-pen.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-pen.h"

#include <gmodule.h>
#include <math.h>

#define RADIUS 90.0

/* XTest has no headers where only programs that use it are installed. */
struct _BenchPen
{
  GModule  *xlib;
  GModule  *xtest;
  gpointer  display;
  int       (*flush) (gpointer display);
  int       (*close) (gpointer display);
  int       (*fake_motion) (gpointer       display,
                            int            screen,
                            int            x,
                            int            y,
                            unsigned long  delay);
  int (*fake_button) (gpointer      display,
                      unsigned int  button,
                      int           is_press,
                      unsigned long delay);

  GThread  *thread;
  gint      is_moving;          /* atomic */
  int       x;
  int       y;
  guint     hz;
  guint     seconds;
};

static gboolean
find (GModule    *module,
      const char *name,
      gpointer    symbol)
{
  return module != NULL && g_module_symbol (module, name, symbol);
}

/* Returns: (nullable): where there is no X server or no XTest */
BenchPen *
bench_pen_new (void)
{
  g_autoptr(BenchPen) self = g_new0 (BenchPen, 1);
  gpointer (*open) (const char *name) = NULL;

  self->xlib = g_module_open ("libX11.so.6", G_MODULE_BIND_LAZY);
  self->xtest = g_module_open ("libXtst.so.6", G_MODULE_BIND_LAZY);
  if (!find (self->xlib, "XOpenDisplay", &open) || !find (self->xlib, "XFlush", &self->flush) ||
      !find (self->xlib, "XCloseDisplay", &self->close) ||
      !find (self->xtest, "XTestFakeMotionEvent", &self->fake_motion) ||
      !find (self->xtest, "XTestFakeButtonEvent", &self->fake_button))
    return NULL;

  self->display = open (NULL);

  return self->display != NULL ? g_steal_pointer (&self) : NULL;
}

void
bench_pen_free (BenchPen *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  if (self->display != NULL)
    self->close (self->display);
  g_clear_pointer (&self->xtest, g_module_close);
  g_clear_pointer (&self->xlib, g_module_close);
  g_free (self);
}

/* Pixels of the screen. */
void
bench_pen_move (BenchPen *self,
                int       x,
                int       y)
{
  self->fake_motion (self->display, -1, x, y, 0);
  self->flush (self->display);
}

void
bench_pen_press (BenchPen *self,
                 gboolean  down)
{
  self->fake_button (self->display, 1, down, 0);
  self->flush (self->display);
}

static gpointer
circle (gpointer data)
{
  BenchPen *self = data;
  gint64 begin = g_get_monotonic_time ();

  for (guint n = 1; n <= self->hz * self->seconds; n++)
    {
      gint64 due = begin + (gint64) n * G_USEC_PER_SEC / self->hz;
      double angle = 2 * G_PI * n / self->hz;

      bench_pen_move (self, self->x + (int) lround (RADIUS * cos (angle)),
                      self->y + (int) lround (RADIUS * sin (angle)));
      g_usleep ((gulong) MAX (due - g_get_monotonic_time (), 0));
    }
  g_atomic_int_set (&self->is_moving, FALSE);

  return NULL;
}

/**
 * bench_pen_circle:
 * @self: a pen
 * @x: of the middle, in pixels of the screen
 * @y: of the middle
 * @hz: how often it tells where it is
 * @seconds: for how long
 *
 * Moves it about a point, once a second, in a thread of its own; once.
 */
void
bench_pen_circle (BenchPen *self,
                  int       x,
                  int       y,
                  guint     hz,
                  guint     seconds)
{
  self->x = x;
  self->y = y;
  self->hz = hz;
  self->seconds = seconds;
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_atomic_int_set (&self->is_moving, TRUE);
  self->thread = g_thread_new ("pen", circle, self);
}

gboolean
bench_pen_is_moving (BenchPen *self)
{
  return g_atomic_int_get (&self->is_moving);
}
