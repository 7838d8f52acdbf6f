// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The consumer group of the application.
 *
 * @param state in Kafka's words; {@link #ABSENT} when nobody has ever used it
 * @param assignor how the members share the partitions; empty when there are none
 * @param operations what this user may do; empty when Kafka does not say
 */
public record GroupFacts(
    String state, String assignor, List<Member> members, Set<AclOperation> operations) {

  public static final String ABSENT = "absent";

  /** The assignor of Kafka Streams. */
  public static final String STREAMS = "stream";

  /**
   * Who is in the group.
   *
   * @param instanceId empty without static membership
   * @param topics of the partitions that it was given
   */
  public record Member(String clientId, String host, String instanceId, Set<String> topics) {
    /** Each thread of a process is a member. */
    private String process() {
      int thread = clientId.indexOf("-StreamThread-");
      return thread < 0 ? clientId : clientId.substring(0, thread);
    }
  }

  /** How many processes are in it. */
  public int processes() {
    return (int) members.stream().map(Member::process).distinct().count();
  }
}
