// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "io.traceweir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] MODEL = {
    "io.traceweir.otlp..",
    "io.traceweir.trace..",
    "io.traceweir.tracestate..",
    "io.traceweir.capture.."
  };
  private static final String[] RULES = {"io.traceweir.rules..", "io.traceweir.yaml.."};
  private static final String[] METRICS = {
    "io.traceweir.series..", "io.traceweir.spanmetrics..", "io.traceweir.servicegraph.."
  };

  @ArchTest
  static final ArchRule modulesDependOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("trace-model")
          .definedBy(MODEL)
          .layer("sampling-rules")
          .definedBy(RULES)
          .layer("trace-metrics")
          .definedBy(METRICS)
          .layer("pipeline")
          .definedBy("io.traceweir.pipeline..")
          .layer("app")
          .definedBy("io.traceweir.app..")
          .whereLayer("trace-model")
          .mayNotAccessAnyLayer()
          .whereLayer("sampling-rules")
          .mayOnlyAccessLayers("trace-model")
          .whereLayer("trace-metrics")
          .mayOnlyAccessLayers("trace-model")
          .whereLayer("pipeline")
          .mayOnlyAccessLayers("trace-model", "sampling-rules", "trace-metrics")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule everyPackageBelongsToAModule =
      classes()
          .that()
          .resideOutsideOfPackage("io.traceweir.testkit..")
          .should()
          .resideInAnyPackage(
              "io.traceweir.otlp..",
              "io.traceweir.trace..",
              "io.traceweir.tracestate..",
              "io.traceweir.capture..",
              "io.traceweir.rules..",
              "io.traceweir.yaml..",
              "io.traceweir.series..",
              "io.traceweir.spanmetrics..",
              "io.traceweir.servicegraph..",
              "io.traceweir.pipeline..",
              "io.traceweir.app..");

  @ArchTest
  static final ArchRule onlyPipelineAndAppKnowKafka =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.traceweir.pipeline..", "io.traceweir.app..", "io.traceweir.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule programDoesNotUseTheTestKit =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.traceweir.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.traceweir.testkit..");

  @ArchTest
  static final ArchRule yamlKnowsNothingOfRules =
      noClasses()
          .that()
          .resideInAPackage("io.traceweir.yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.traceweir.rules..", "io.traceweir.trace..");

  @ArchTest
  static final ArchRule conditionsDoNotKnowWhichRuleTheyBelongTo =
      noClasses()
          .that()
          .resideInAPackage("io.traceweir.rules.condition..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.traceweir.rules");

  @ArchTest
  static final ArchRule decideAndEmitDoNotKnowTheStagesAroundThem =
      noClasses()
          .that()
          .resideInAnyPackage("io.traceweir.pipeline.decide..", "io.traceweir.pipeline.emit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.traceweir.pipeline.split..",
              "io.traceweir.pipeline.assemble..",
              "io.traceweir.pipeline.aggregate..");

  @ArchTest
  static final ArchRule stagesOfThePipelineHaveNoCycle =
      slices().matching("io.traceweir.pipeline.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule configurationDoesNotKnowTheCommands =
      noClasses()
          .that()
          .resideInAnyPackage("io.traceweir.app.config..", "io.traceweir.app.logging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.traceweir.app.command..", "io.traceweir.app.http..");

  /** Time comes with the records, or from a source that a test can set; nobody asks the machine. */
  @ArchTest
  static final ArchRule nobodyReadsTheWallClockDirectly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.traceweir.testkit..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule theWallClockEntersWhereSomethingIsStarted =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.traceweir.testkit..")
          .and()
          .doNotHaveFullyQualifiedName("io.traceweir.pipeline.Pipeline")
          .and()
          .doNotHaveFullyQualifiedName("io.traceweir.app.command.Service")
          .and()
          .doNotHaveFullyQualifiedName("io.traceweir.app.command.DoctorCommand")
          .and()
          .doNotHaveFullyQualifiedName("io.traceweir.app.command.RulesSimulateCommand")
          .should()
          .callMethod(InstantSource.class, "system");
}
