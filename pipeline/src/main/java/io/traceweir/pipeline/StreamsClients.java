// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.assemble.HeldPartitions;
import io.traceweir.pipeline.split.InputProgress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients as Kafka Streams makes them, with two exceptions. Main consumers {@link HoldingPoll hold}
 * partitions whose task reads its log again, and read a backlog of the input {@link StepwisePoll
 * step by step}. Producers tell when an {@link AnnouncedSend announcement} is in the log.
 */
final class StreamsClients implements KafkaClientSupplier {
  private final @Nullable InputProgress progress;
  private final HeldPartitions held;
  private final InstantSource wall;
  private final AnnouncedSend announced;

  /**
   * @param progress null when no partition of the input has to wait for another one
   */
  StreamsClients(@Nullable InputProgress progress, HeldPartitions held, InstantSource wall) {
    this.progress = progress;
    this.held = held;
    this.wall = wall;
    this.announced = new AnnouncedSend(wall);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    var bytes = new ByteArraySerializer();
    return new KafkaProducer<>(config, bytes, bytes) {
      /** Only what has no key, and so goes to all partitions, may be an announcement. */
      @Override
      public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        return record.key() == null
            ? announced.send(record, callback, super::send)
            : super.send(record, callback);
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Consumer<byte[], byte[]> holding = holding(consumer(config), held);
    return progress == null ? holding : inStep(holding, progress, wall);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The same consumer, but for what waits for its task. */
  static Consumer<byte[], byte[]> holding(Consumer<byte[], byte[]> consumer, HeldPartitions held) {
    var holding = new HoldingPoll(consumer, held);
    return proxy(consumer, holding::poll, holding::pause);
  }

  /** The same consumer, but for what is ahead of other inputs. */
  static Consumer<byte[], byte[]> inStep(
      Consumer<byte[], byte[]> consumer, InputProgress progress, InstantSource wall) {
    var stepwise = new StepwisePoll(consumer, progress, wall);
    return proxy(consumer, stepwise::poll, stepwise::pause);
  }

  /** The same but for polling and pausing, out of some sixty methods. */
  @SuppressWarnings("unchecked") // the interface says what the proxy and its arguments are
  private static Consumer<byte[], byte[]> proxy(
      Consumer<byte[], byte[]> consumer,
      Function<Duration, ConsumerRecords<byte[], byte[]>> poll,
      java.util.function.Consumer<Collection<TopicPartition>> pause) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            StreamsClients.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("poll") && arguments[0] instanceof Duration wait) {
                return poll.apply(wait);
              }
              if (method.getName().equals("pause")) {
                pause.accept((Collection<TopicPartition>) arguments[0]);
                return null;
              }
              return call(consumer, method, arguments);
            });
  }

  private static @Nullable Object call(
      Consumer<byte[], byte[]> consumer, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
