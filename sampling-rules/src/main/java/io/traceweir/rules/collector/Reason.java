// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a policy votes as it does.
 *
 * @param asked false for a part that its policy did not need and that counts what it is asked about
 * @param vote null when a condition had no result
 * @param parts the policies it is made of, in their order
 */
public record Reason(
    String name, String type, boolean asked, @Nullable Vote vote, Seen seen, List<Reason> parts) {
  public Reason {
    parts = List.copyOf(parts);
  }
}
