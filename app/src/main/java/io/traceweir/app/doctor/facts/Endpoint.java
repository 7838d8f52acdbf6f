// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

/**
 * One address of Kafka, and whether somebody answers there.
 *
 * @param broker the id of the broker that names this address; -1 for a bootstrap server
 * @param detail in the words of whoever refused; may be empty
 */
public record Endpoint(String address, int broker, State state, String detail) {

  /** How far one comes. */
  public enum State {
    ANSWERS,
    UNKNOWN_HOST,
    /** Nobody listens there. */
    REFUSED,
    /** No connection within the time. */
    TIMED_OUT,
    /** Somebody listens, and does not answer as a Kafka broker does. */
    SILENT,
    /** As {@link #SILENT}, and the port speaks TLS, which is not configured. */
    SPEAKS_TLS,
    TLS_FAILED,
    LOGIN_FAILED,
    /** A setting of the client keeps it from trying. */
    SETTING_REFUSED
  }

  public boolean answers() {
    return state == State.ANSWERS;
  }

  public boolean isBootstrap() {
    return broker < 0;
  }

  /** As a person would name it. */
  public String name() {
    return isBootstrap() ? "bootstrap server " + address : "broker " + broker + " at " + address;
  }
}
