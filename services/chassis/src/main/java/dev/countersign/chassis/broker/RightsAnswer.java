package dev.countersign.chassis.broker;

import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a broker says that a service may do.
 *
 * @param topics the operations on each topic; none where it may not even describe it
 * @param groups consumer groups that it may use
 */
record RightsAnswer(Map<String, Set<AclOperation>> topics, Set<String> groups) {

  /**
   * What is wrong enough not to run: rights that others rely on it not to have, and missing ones.
   */
  List<String> faults(KafkaRights table) {
    var faults = new ArrayList<String>();
    for (var topic : Topics.ALL) {
      if (may(topic, AclOperation.WRITE) && !table.mayWrite(topic)) {
        faults.add("it may write " + topic + ", which is another service's");
      }
      if (!may(topic, AclOperation.WRITE) && table.mayWrite(topic)) {
        faults.add("it may not write " + topic);
      }
      if (!may(topic, AclOperation.READ) && table.mayRead(topic)) {
        faults.add("it may not read " + topic);
      }
    }
    for (var group : table.groups()) {
      if (!groups.contains(group)) {
        faults.add("it may not use the consumer group " + group);
      }
    }
    return faults;
  }

  /** Topics that it may read and has no use for. */
  List<String> needless(KafkaRights table) {
    return Topics.ALL.stream()
        .filter(topic ->
            may(topic, AclOperation.READ) && !table.mayRead(topic) && !table.mayWrite(topic))
        .toList();
  }

  private boolean may(String topic, AclOperation operation) {
    return topics.getOrDefault(topic, Set.of()).contains(operation);
  }
}
