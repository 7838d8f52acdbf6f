// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that was found.
 *
 * @param subject the topic, broker or group it is about; empty when it is about all of them
 * @param found a sentence without a full stop
 * @param follows what comes of it; empty when it is fine
 * @param mend what to do about it; empty when commands say it, or there is nothing to do
 * @param commands to be pasted into a shell
 */
public record Finding(
    Verdict verdict,
    String subject,
    String found,
    String follows,
    String mend,
    List<String> commands) {

  public Finding {
    commands = List.copyOf(commands);
  }

  static Finding ok(String found) {
    return new Finding(Verdict.OK, "", found, "", "", List.of());
  }

  /** Nothing to look at, or not needed. */
  static Finding skipped(String why) {
    return new Finding(Verdict.SKIPPED, "", why, "", "", List.of());
  }

  /** Something that should have been looked at. */
  static Finding unseen(String subject, String what, String why) {
    return warning(subject, what + " could not be looked at: " + why, "");
  }

  static Finding warning(String subject, String found, String follows) {
    return new Finding(Verdict.WARNING, subject, found, follows, "", List.of());
  }

  static Finding problem(String subject, String found, String follows) {
    return new Finding(Verdict.PROBLEM, subject, found, follows, "", List.of());
  }

  Finding mend(String sentence) {
    return new Finding(verdict, subject, found, follows, sentence, commands);
  }

  Finding run(String command) {
    List<String> more = new ArrayList<>(commands);
    more.add(command);
    return new Finding(verdict, subject, found, follows, mend, more);
  }
}
