// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.GroupFacts;
import io.traceweir.pipeline.AccessDemand;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** Whether the user may use the consumer group. */
final class GroupPermissionsCheck implements Check {
  @Override
  public String id() {
    return "permissions.group";
  }

  @Override
  public List<Finding> look(Case it) {
    String id = it.settings().kafka().applicationId();
    Answer<GroupFacts> group = it.facts().group();
    if (!group.isThere()) {
      return group.isForbidden()
          ? List.of(problem(it, id, "group " + id + " may not even be described"))
          : List.of(Finding.unseen(id, "group " + id, group.refusal()));
    }
    if (it.facts().offsets().isForbidden()) {
      return List.of(problem(it, id, "positions of group " + id + " may not be read"));
    }
    if (group.get().operations().isEmpty()) {
      return List.of(
          Finding.ok("DESCRIBE is permitted on group " + id + "; READ shows at the first start"));
    }
    return group.get().operations().contains(AclOperation.READ)
        ? List.of(Finding.ok("READ and DESCRIBE are permitted on group " + id))
        : List.of(problem(it, id, "READ is not permitted on group " + id));
  }

  private static Finding problem(Case it, String id, String found) {
    var resource = new AccessDemand.Resource(AccessDemand.Kind.GROUP, id);
    return Finding.problem(id, found, "Traceweir cannot join it, and does not start")
        .run(it.tools().allow(it.circumstances().principal(), resource, List.of("Read")));
  }
}
