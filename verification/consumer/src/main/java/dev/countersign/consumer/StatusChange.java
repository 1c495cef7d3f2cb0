package dev.countersign.consumer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something happened to an operation.
 *
 * @param type the CloudEvents type
 * @param operationId the event's subject
 * @param instance account:region:rds:db:DbiResourceId
 * @param sequence from 1, without gaps, per operation
 * @param data the event's JSON; take what you know, ignore what you do not
 */
public record StatusChange(
    String type, String operationId, String instance, long sequence, JsonNode data) {}
