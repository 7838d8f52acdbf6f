// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.servicegraph;

/** How two nodes of the service graph are connected, as in the {@code connection_type} label. */
public enum ConnectionType {
  REQUEST(0, ""),
  MESSAGING(1, "messaging_system"),
  DATABASE(2, "database"),
  VIRTUAL_NODE(3, "virtual_node");

  private final int code;
  private final String label;

  ConnectionType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** A small number, for keys in memory. */
  public int code() {
    return code;
  }

  public String label() {
    return label;
  }
}
