// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

/**
 * Where a server listens.
 *
 * @param host without the brackets of IPv6; empty for all addresses
 */
record Address(String host, int port) {
  /** Of a text that was found to be an address and a port. */
  static Address of(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    return new Address(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(text.substring(colon + 1)));
  }
}
