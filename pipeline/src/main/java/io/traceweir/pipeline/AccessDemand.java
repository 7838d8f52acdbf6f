// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a pipeline has to be allowed to do.
 *
 * @param needed always
 * @param whenMissing besides, when the topic does not exist
 */
public record AccessDemand(
    Resource resource, Set<AclOperation> needed, Set<AclOperation> whenMissing) {

  /** Something that Kafka guards. */
  public record Resource(Kind kind, String name) {
    /** How {@code kafka-acls.sh} names it. */
    public String option() {
      return switch (kind) {
        case TOPIC -> "--topic " + name;
        case GROUP -> "--group " + name;
        case TRANSACTIONAL_IDS ->
            "--transactional-id " + name + " --resource-pattern-type prefixed";
      };
    }
  }

  /** What kind of thing is guarded. */
  public enum Kind {
    TOPIC,
    GROUP,
    /** All transactional ids that begin with the name. */
    TRANSACTIONAL_IDS
  }

  private static final Set<AclOperation> NONE = Set.of();

  /** All demands of these settings; the topics come first. */
  public static List<AccessDemand> of(PipelineSettings settings) {
    List<AccessDemand> demands = new ArrayList<>();
    for (TopicPlan topic : TopicPlan.of(settings)) {
      boolean input = topic.role() == TopicPlan.Role.INPUT;
      Set<AclOperation> needed =
          switch (topic.role()) {
            case INPUT -> EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS);
            case INTERNAL ->
                EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
            case OUTPUT -> EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
          };
      demands.add(topic(topic.name(), needed, input ? NONE : Set.of(AclOperation.CREATE)));
    }
    for (String changelog : PipelineTopology.changelogTopics(settings)) {
      Set<AclOperation> needed =
          EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
      demands.add(topic(changelog, needed, Set.of(AclOperation.CREATE)));
    }
    String id = settings.kafka().applicationId();
    demands.add(new AccessDemand(new Resource(Kind.GROUP, id), Set.of(AclOperation.READ), NONE));
    if (settings.kafka().guarantee() == PipelineSettings.Guarantee.EXACTLY_ONCE) {
      var ids = new Resource(Kind.TRANSACTIONAL_IDS, id);
      demands.add(
          new AccessDemand(ids, EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE), NONE));
    }
    return demands;
  }

  private static AccessDemand topic(
      String name, Set<AclOperation> needed, Set<AclOperation> whenMissing) {
    return new AccessDemand(new Resource(Kind.TOPIC, name), needed, whenMissing);
  }
}
