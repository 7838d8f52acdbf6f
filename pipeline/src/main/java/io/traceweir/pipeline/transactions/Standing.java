// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

/** How an open transaction stands with its coordinator. */
public enum Standing {
  /** The coordinator will end it, in time. */
  GOING_ON,
  /** The coordinator knows of it, and should have ended it. */
  OVERDUE,
  /** The coordinator takes it for ended in this partition, and will never come back to it. */
  ABANDONED,
  /** No transactional id that this user may see belongs to it. */
  UNCLAIMED
}
