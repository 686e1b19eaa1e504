/** Failures on the way from AWS credentials to rows. */
export interface RedshiftFailureFacts {
  /** AWS refused a call for want of permission. */
  'aws.accessDenied': { service: string; action: string; message: string };
}
