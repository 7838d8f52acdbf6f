// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.config.Configuration;
import io.traceweir.app.doctor.facts.Facts;
import io.traceweir.pipeline.PipelineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges what was seen of a cluster. */
public final class Doctor {
  /** In the order of the report; those of a group stand together. */
  private static final List<Check> CHECKS =
      List.of(
          new ReachCheck(),
          new VersionCheck(),
          new BrokersCheck(),
          new TopicPermissionsCheck(),
          new GroupPermissionsCheck(),
          new TransactionPermissionsCheck(),
          new ExistCheck(),
          new PartitionsCheck(),
          new ReplicasCheck(),
          new TopicSettingsCheck(),
          new RetentionCheck(),
          new SizesCheck(),
          new EncodingCheck(),
          new TimestampsCheck(),
          new KeysCheck(),
          new MembersCheck(),
          new OffsetsCheck(),
          new LagCheck(),
          new TransactionsCheck(),
          new MemoryCheck());

  private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*\"?([^\"\\s;]+)");
  private static final String UNKNOWN_USER = "User:NAME";

  private Doctor() {}

  /**
   * Judges.
   *
   * @param principal whom Kafka takes this application for; empty when nobody said
   * @param heapBytes of one instance
   */
  public static Report judge(
      Configuration configuration, String file, Facts facts, String principal, long heapBytes) {
    PipelineSettings settings = configuration.pipeline();
    var circumstances =
        new Case.Circumstances(
            file,
            principal.isEmpty() ? principal(settings.kafka()) : principal,
            heapBytes,
            configuration.bufferBytes(heapBytes),
            !configuration.api().isOff(),
            configuration.door() != null);
    return judge(new Case(settings, circumstances, facts));
  }

  static Report judge(Case it) {
    List<Report.Looked> looked = new ArrayList<>();
    for (Check check : CHECKS) {
      boolean able = it.facts().isReachable() || check instanceof ReachCheck;
      List<Finding> findings =
          able ? check.look(it) : List.of(Finding.skipped("no broker answers"));
      looked.add(new Report.Looked(check.id(), findings));
    }
    PipelineSettings.Kafka kafka = it.settings().kafka();
    var head =
        new Report.Head(
            it.circumstances().configFile(), kafka.bootstrapServers(), kafka.applicationId());
    return new Report(head, it.facts().isReachable(), looked);
  }

  /** The user who logs in by name; others are not told by the settings. */
  private static String principal(PipelineSettings.Kafka kafka) {
    Matcher user = USER.matcher(kafka.properties().getOrDefault("sasl.jaas.config", ""));
    return user.find() ? "User:" + user.group(1) : UNKNOWN_USER;
  }
}
