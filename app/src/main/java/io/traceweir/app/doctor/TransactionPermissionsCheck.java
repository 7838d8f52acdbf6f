// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.pipeline.AccessDemand;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import java.util.List;

/** Whether the user may use transactional ids; that writing is permitted only a writer learns. */
final class TransactionPermissionsCheck implements Check {
  @Override
  public String id() {
    return "permissions.transactions";
  }

  @Override
  public List<Finding> look(Case it) {
    String id = it.settings().kafka().applicationId();
    if (it.settings().kafka().guarantee() == Guarantee.AT_LEAST_ONCE) {
      return List.of(Finding.skipped("kafka.guarantee: at_least_once needs none"));
    }
    Answer<Boolean> told = it.facts().transactionalId();
    String prefix = "transactional ids that begin with " + id;
    if (told.isThere()) {
      return List.of(
          Finding.ok("DESCRIBE is permitted on " + prefix + "; WRITE shows at the first start"));
    }
    if (!told.isForbidden()) {
      return List.of(Finding.unseen(id, prefix, told.refusal()));
    }
    var resource = new AccessDemand.Resource(AccessDemand.Kind.TRANSACTIONAL_IDS, id);
    List<String> operations = List.of("Write", "Describe");
    return List.of(
        Finding.problem(
                id,
                "neither WRITE nor DESCRIBE is permitted on " + prefix,
                "Traceweir cannot write with exactly_once")
            .run(it.tools().allow(it.circumstances().principal(), resource, operations)));
  }
}
