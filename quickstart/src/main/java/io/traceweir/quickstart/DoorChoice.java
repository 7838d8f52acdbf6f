// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

/**
 * What the user wants of the OTLP door.
 *
 * @param port 0 for any free one
 * @param onlyOwn no traffic but what comes through the door
 */
record DoorChoice(Need need, int port, boolean onlyOwn) {
  /** Where SDKs send OTLP over HTTP when they are told nothing. */
  static final int DEFAULT_PORT = 4318;

  /** What becomes of a port that is taken. */
  enum Need {
    OFF,
    /** There is no door then. */
    IF_FREE,
    /** Nothing starts then. */
    REQUIRED
  }

  static final DoorChoice OFF = new DoorChoice(Need.OFF, 0, false);

  static DoorChoice byDefault(boolean onlyOwn) {
    return new DoorChoice(onlyOwn ? Need.REQUIRED : Need.IF_FREE, DEFAULT_PORT, onlyOwn);
  }

  /**
   * By the option's value.
   *
   * @throws IllegalArgumentException when it is neither a port nor off
   */
  static DoorChoice of(String option, boolean onlyOwn) {
    if (option.equalsIgnoreCase("off") || option.equalsIgnoreCase("none")) {
      return OFF;
    }
    if (!option.matches("\\d{1,5}") || Integer.parseInt(option) > 65_535) {
      throw new IllegalArgumentException(
          "--otlp-port has to be a port, 0 for any free one, or off; found " + option);
    }
    return new DoorChoice(Need.REQUIRED, Integer.parseInt(option), onlyOwn);
  }
}
