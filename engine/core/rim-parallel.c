/* rim-parallel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define MAX_THREADS 64

/* One loop that is running. Blocks are handed out by a counter; which thread
 * takes which does not matter, as their bounds depend on the sizes alone.
 */
typedef struct
{
  gsize           n_items;
  gsize           block;
  RimParallelFunc func;
  gpointer        data;
  atomic_size_t   next;
  guint           n_helpers;      /* that may still join; under the lock */
  guint           n_inside;       /* helpers at work; under the lock */
} Loop;

static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t pool_wake = PTHREAD_COND_INITIALIZER;
static pthread_cond_t pool_idle = PTHREAD_COND_INITIALIZER;
static Loop *pool_loop;
static guint pool_n_started;
static atomic_uint n_threads_wanted;
static atomic_uint n_processors;
static _Thread_local gboolean inside_loop;

static void
run_blocks (Loop *loop)
{
  inside_loop = TRUE;

  for (;;)
    {
      gsize begin = atomic_fetch_add_explicit (&loop->next, loop->block, memory_order_relaxed);

      if (begin >= loop->n_items)
        break;

      loop->func (begin, MIN (begin + loop->block, loop->n_items), loop->data);
    }

  inside_loop = FALSE;
}

static void *
helper_main (void *unused)
{
  pthread_mutex_lock (&pool_lock);

  for (;;)
    {
      Loop *loop;

      while (pool_loop == NULL || pool_loop->n_helpers == 0)
        pthread_cond_wait (&pool_wake, &pool_lock);

      loop = pool_loop;
      loop->n_helpers--;
      loop->n_inside++;
      pthread_mutex_unlock (&pool_lock);

      run_blocks (loop);

      pthread_mutex_lock (&pool_lock);
      if (--loop->n_inside == 0)
        pthread_cond_broadcast (&pool_idle);
    }

  return NULL;
}

static void
start_helpers (guint n_helpers)
{
  pthread_attr_t attributes;

  pthread_attr_init (&attributes);
  pthread_attr_setdetachstate (&attributes, PTHREAD_CREATE_DETACHED);

  for (; pool_n_started < n_helpers; pool_n_started++)
    {
      pthread_t thread;

      if (pthread_create (&thread, &attributes, helper_main, NULL) != 0)
        break;
    }

  pthread_attr_destroy (&attributes);
}

/* Takes the pool for @loop, unless another thread's loop has it. */
static gboolean
claim_pool (Loop  *loop,
            guint  n_helpers)
{
  gboolean claimed = FALSE;

  pthread_mutex_lock (&pool_lock);

  if (pool_loop == NULL)
    {
      start_helpers (n_helpers);
      loop->n_helpers = MIN (n_helpers, pool_n_started);
      pool_loop = loop;
      pthread_cond_broadcast (&pool_wake);
      claimed = TRUE;
    }

  pthread_mutex_unlock (&pool_lock);

  return claimed;
}

static void
release_pool (Loop *loop)
{
  pthread_mutex_lock (&pool_lock);

  loop->n_helpers = 0;
  while (loop->n_inside > 0)
    pthread_cond_wait (&pool_idle, &pool_lock);
  pool_loop = NULL;

  pthread_mutex_unlock (&pool_lock);
}

/**
 * rim_parallel_set_n_threads:
 * @n_threads: how many threads a loop may use, the caller's included; 0 for one
 *   per processor
 *
 * Results never depend on it.
 */
void
rim_parallel_set_n_threads (guint n_threads)
{
  atomic_store (&n_threads_wanted, MIN (n_threads, MAX_THREADS));
}

/**
 * rim_parallel_get_n_threads:
 *
 * The processors are counted once: the C library reads a file for it.
 *
 * Returns: how many threads a loop may use, the caller's included
 */
guint
rim_parallel_get_n_threads (void)
{
  guint n = atomic_load (&n_threads_wanted);

  if (n == 0)
    n = atomic_load (&n_processors);
  if (n > 0)
    return n;

  n = (guint) CLAMP (sysconf (_SC_NPROCESSORS_ONLN), 1, MAX_THREADS);
  atomic_store (&n_processors, n);

  return n;
}

/**
 * rim_parallel_for:
 * @n_items: how many items there are
 * @block: how many items make a block; choose it so that a block takes about a
 *   tenth of a millisecond or more
 * @func: what to do with a block
 * @data: for @func
 *
 * Calls @func for every block of items, on several threads, and returns when
 * all are done. The bounds of the blocks depend on @n_items and @block alone.
 *
 * A loop inside a loop, or one while another thread's loop has the pool, runs
 * on the calling thread.
 */
void
rim_parallel_for (gsize           n_items,
                  gsize           block,
                  RimParallelFunc func,
                  gpointer        data)
{
  Loop loop = { .n_items = n_items, .block = block, .func = func, .data = data };
  guint n_threads = rim_parallel_get_n_threads ();
  gboolean nested = inside_loop;

  g_return_if_fail (block > 0);
  g_return_if_fail (n_items <= G_MAXSIZE / 2);
  g_return_if_fail (func != NULL);

  if (nested || n_threads == 1 || n_items <= block || !claim_pool (&loop, n_threads - 1))
    {
      run_blocks (&loop);
      inside_loop = nested;
      return;
    }

  run_blocks (&loop);
  release_pool (&loop);
}
