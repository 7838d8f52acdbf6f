// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.servicegraph;

import java.time.Duration;
import java.util.List;

/**
 * What the service graph is made of; names and defaults are those of the Collector's {@code
 * service_graph} connector.
 *
 * @param buckets inclusive upper bounds of both latency histograms, ascending
 * @param peerAttributes span attributes that name a peer nobody instrumented, the first present
 *     counts; empty switches virtual nodes off
 * @param databaseNameAttributes attributes of the resource, else of the client span, that name the
 *     database it calls
 * @param dimensions attributes of either side's resource, else span, that become part of the series
 *     as {@code client_NAME} and {@code server_NAME}
 */
public record ServiceGraphSettings(
    List<Duration> buckets,
    List<String> peerAttributes,
    List<String> databaseNameAttributes,
    List<String> dimensions) {

  public static final ServiceGraphSettings DEFAULT =
      new ServiceGraphSettings(
          List.of(2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1000, 1400, 2000, 5000, 10000, 15000)
              .stream()
              .map(Duration::ofMillis)
              .toList(),
          List.of("peer.service", "db.name", "db.system"),
          List.of("db.name"),
          List.of());

  public ServiceGraphSettings {
    buckets = List.copyOf(buckets);
    peerAttributes = List.copyOf(peerAttributes);
    databaseNameAttributes = List.copyOf(databaseNameAttributes);
    dimensions = List.copyOf(dimensions);
  }

  public ServiceGraphSettings withPeerAttributes(List<String> names) {
    return new ServiceGraphSettings(buckets, names, databaseNameAttributes, dimensions);
  }

  public ServiceGraphSettings withDatabaseNameAttributes(List<String> names) {
    return new ServiceGraphSettings(buckets, peerAttributes, names, dimensions);
  }

  public ServiceGraphSettings withDimensions(List<String> names) {
    return new ServiceGraphSettings(buckets, peerAttributes, databaseNameAttributes, names);
  }

  public ServiceGraphSettings withBuckets(List<Duration> bounds) {
    return new ServiceGraphSettings(bounds, peerAttributes, databaseNameAttributes, dimensions);
  }
}
