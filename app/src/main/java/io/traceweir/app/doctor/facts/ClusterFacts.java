// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The cluster as a whole.
 *
 * @param brokers addresses by id
 * @param operations what this user may do on the cluster; empty when it does not say
 * @param features finalized levels by name
 * @param settings of one broker
 */
public record ClusterFacts(
    Map<Integer, String> brokers,
    Set<AclOperation> operations,
    Answer<Map<String, Integer>> features,
    Answer<Map<String, String>> settings) {}
